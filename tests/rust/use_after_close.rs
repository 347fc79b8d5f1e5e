// SPDX-License-Identifier: GPL-2.0-only
//! A borrow outlives the reference that it was borrowed from.
//!
//! Bug: use_after_close
//! Mistake: E0597

#[path = "common.rs"]
mod common;
use common::*;

fn receive(file: &File) -> Result<u8> {
    let kept: Arc<Bin>;
    let name: &[u8; 32];
    {
        let bin = look_up(file, 1)?;
        #[cfg(mistake)]
        { name = &bin.name; }
        #[cfg(not(mistake))]
        { kept = bin; name = &kept.name; }
    }
    Ok(name[0])
}
