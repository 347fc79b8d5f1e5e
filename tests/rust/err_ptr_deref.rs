// SPDX-License-Identifier: GPL-2.0-only
//! What is looked up is used untested, where its type is written.
//!
//! Bug: err_ptr_deref
//! Mistake: E0308

#[path = "common.rs"]
mod common;
use common::*;

fn read(file: &File, handle: usize) -> Result<u8> {
    #[cfg(mistake)]
    let bin: Arc<Bin> = look_up(file, handle);
    #[cfg(not(mistake))]
    let bin: Arc<Bin> = look_up(file, handle)?;
    Ok(bin.name[0])
}
