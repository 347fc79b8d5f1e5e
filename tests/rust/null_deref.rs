// SPDX-License-Identifier: GPL-2.0-only
//! The selected box, if there is one, is used untested, where its type is written.
//!
//! Bug: null_deref
//! Mistake: E0308

#[path = "common.rs"]
mod common;
use common::*;

fn poll(file: &File) -> Result<u8> {
    #[cfg(mistake)]
    let bin: &Arc<Bin> = &file.selected;
    #[cfg(not(mistake))]
    let bin: &Arc<Bin> = file.selected.as_ref().ok_or(ENOTCONN)?;
    Ok(bin.name[0])
}
