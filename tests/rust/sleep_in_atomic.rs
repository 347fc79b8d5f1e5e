// SPDX-License-Identifier: GPL-2.0-only
//! User memory is written, and memory allocated, under a spinlock.
//!
//! Bug: sleep_in_atomic
//! Mistake: compiles
//! Then: the scheduler is called in atomic context, as in C

#[path = "common.rs"]
mod common;
use common::*;

fn peek(bin: &Bin, to: &mut UserSliceWriter) -> Result {
    let state = bin.state.lock();
    let head = state.queue.iter().next().ok_or(EAGAIN)?;
    to.write_slice(&head.content.bytes)?;
    let _b = KBox::new(1, GFP_KERNEL)?;
    Ok(())
}
