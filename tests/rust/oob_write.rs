// SPDX-License-Identifier: GPL-2.0-only
//! A range that user space chooses is an index, and is written to.
//!
//! Bug: oob_write
//! Mistake: compiles
//! Then: a panic, which is an oops: the process dies, and no destructor runs

#[path = "common.rs"]
mod common;
use common::*;

fn gather(to: &mut KVVec<u8>, start: usize, from: &mut UserSliceReader, length: usize) -> Result {
    from.read_slice(&mut to[start..start + length])
}
