// SPDX-License-Identifier: GPL-2.0-only
//! The same, as people write it first.
//!
//! Bug: err_ptr_deref
//! Mistake: E0609

#[path = "common.rs"]
mod common;
use common::*;

fn read(file: &File, handle: usize) -> Result<u8> {
    #[cfg(mistake)]
    { Ok(look_up(file, handle).name[0]) }
    #[cfg(not(mistake))]
    { Ok(look_up(file, handle)?.name[0]) }
}
