// SPDX-License-Identifier: GPL-2.0-only
//! A borrow is kept when the access has ended.
//!
//! Bug: use_after_unbind
//! Mistake: E0505

#[path = "common.rs"]
mod common;
use common::*;

fn shelf(shelf: &Revocable<Arc<Bin>>) -> Result<u8> {
    let access = shelf.try_access().ok_or(ENODEV)?;
    let bin: &Bin = &access;
    #[cfg(mistake)]
    drop(access);
    Ok(bin.name[0])
}
