// SPDX-License-Identifier: GPL-2.0-only
//! The same, with "as".
//!
//! Bug: negative_offset
//! Mistake: compiles
//! Then: the number is huge, and the index panics
//! Console: index out of bounds: the len is 8 but the index is 18446744073709551608
//! Console: kernel BUG at

#[path = "common.rs"]
mod common;
use common::*;

fn read(content: &Content, offset: i32) -> u8 {
    content.bytes[offset as usize]
}

#[cfg(run)]
pub(crate) fn run() -> Result {
    pr_info!("read {}\n", read(&content(8)?, -8));
    Ok(())
}
