// SPDX-License-Identifier: GPL-2.0-only
//! A range that user space chooses is an index.
//!
//! Bug: oob_read
//! Mistake: compiles
//! Then: a panic, which is an oops: the process dies, and no destructor runs

#[path = "common.rs"]
mod common;
use common::*;

fn read(content: &Content, offset: usize, to: &mut UserSliceWriter) -> Result {
    to.write_slice(&content.bytes[offset..offset + 8])
}
