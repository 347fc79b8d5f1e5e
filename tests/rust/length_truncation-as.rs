// SPDX-License-Identifier: GPL-2.0-only
//! The same, with "as".
//!
//! Bug: length_truncation
//! Mistake: compiles
//! Then: it is cut off without a word; a slice of that length still ends where it ends

#[path = "common.rs"]
mod common;
use common::*;

fn length(length: u64) -> u32 {
    length as u32
}
