// SPDX-License-Identifier: GPL-2.0-only
//! A box is found in one critical section, and counted in the next.
//!
//! Bug: lookup_then_count
//! Mistake: compiles
//! Then: in between nobody counts, and a reader sees the end of the stream

#[path = "common.rs"]
mod common;
use common::*;

fn open(file: &File, handle: usize) -> Result<Arc<Bin>> {
    let bin = look_up(file, handle)?;
    bin.state.lock().sent += 1;
    Ok(bin)
}
