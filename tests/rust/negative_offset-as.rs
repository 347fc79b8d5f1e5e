// SPDX-License-Identifier: GPL-2.0-only
//! The same, with "as".
//!
//! Bug: negative_offset
//! Mistake: compiles
//! Then: the number is huge, and the index panics

#[path = "common.rs"]
mod common;
use common::*;

fn read(content: &Content, offset: i32) -> u8 {
    content.bytes[offset as usize]
}
