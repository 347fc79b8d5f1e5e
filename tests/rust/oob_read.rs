// SPDX-License-Identifier: GPL-2.0-only
//! A range that user space chooses is an index.
//!
//! Bug: oob_read
//! Mistake: compiles
//! Then: a panic, which is an oops: the process dies, no destructor runs, a lock stays locked
//! Console: panicked at .*oob_read\.rs
//! Console: range end index 107 out of range for slice of length 8
//! Console: exited with preempt_count 1

#[path = "common.rs"]
mod common;
use common::*;

fn read(content: &Content, offset: usize, to: &mut UserSliceWriter) -> Result {
    to.write_slice(&content.bytes[offset..offset + 8])
}

#[cfg(run)]
pub(crate) fn run() -> Result {
    let bin = bin()?;
    let _held = bin.state.lock();
    read(&content(8)?, 99, &mut UserSlice::new(user_page(), 8).writer())
}
