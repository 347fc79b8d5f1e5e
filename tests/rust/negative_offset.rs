// SPDX-License-Identifier: GPL-2.0-only
//! A signed number is used as an index.
//!
//! Bug: negative_offset
//! Mistake: E0277

#[path = "common.rs"]
mod common;
use common::*;

fn read(content: &Content, offset: i32) -> u8 {
    #[cfg(mistake)]
    { content.bytes[offset] }
    #[cfg(not(mistake))]
    { content.bytes[offset as usize] }
}
