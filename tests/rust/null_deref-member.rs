// SPDX-License-Identifier: GPL-2.0-only
//! The same, as people write it first.
//!
//! Bug: null_deref
//! Mistake: E0609

#[path = "common.rs"]
mod common;
use common::*;

fn poll(file: &File) -> Result<u8> {
    #[cfg(mistake)]
    { Ok(file.selected.name[0]) }
    #[cfg(not(mistake))]
    { Ok(file.selected.as_ref().ok_or(ENOTCONN)?.name[0]) }
}
