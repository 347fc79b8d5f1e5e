// SPDX-License-Identifier: GPL-2.0-only
//! The same, with "as".
//!
//! Bug: length_truncation
//! Mistake: compiles
//! Then: it is cut off without a word; a slice of that length still ends where it ends
//! Console: length 8, and the end is None

#[path = "common.rs"]
mod common;
use common::*;

fn length(length: u64) -> u32 {
    length as u32
}

#[cfg(run)]
pub(crate) fn run() -> Result {
    let length = length(1 << 32 | 8) as usize;
    pr_info!("length {length}, and the end is {:?}\n", content(length)?.bytes.get(length));
    Ok(())
}
