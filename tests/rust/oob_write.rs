// SPDX-License-Identifier: GPL-2.0-only
//! A range that user space chooses is an index, and is written to.
//!
//! Bug: oob_write
//! Mistake: compiles
//! Then: a panic, which is an oops: the process dies, no destructor runs, a lock stays locked
//! Console: panicked at .*oob_write\.rs
//! Console: range end index 107 out of range for slice of length 8
//! Console: exited with preempt_count 1

#[path = "common.rs"]
mod common;
use common::*;

fn gather(to: &mut KVVec<u8>, start: usize, from: &mut UserSliceReader, length: usize) -> Result {
    from.read_slice(&mut to[start..start + length])
}

#[cfg(run)]
pub(crate) fn run() -> Result {
    let bin = bin()?;
    let _held = bin.state.lock();
    gather(&mut content(8)?.bytes, 99, &mut UserSlice::new(user_page(), 8).reader(), 8)
}
