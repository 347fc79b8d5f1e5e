// SPDX-License-Identifier: GPL-2.0-only
//! For each parcel that is late the whole queue is walked, under the lock.
//!
//! Bug: quadratic_expiry
//! Mistake: compiles
//! Then: the time grows with the square of what is queued

#[path = "common.rs"]
mod common;
use common::*;

fn expire(bin: &Bin, now: u64) -> usize {
    let state = bin.state.lock();
    let late = || state.queue.iter().filter(|p| p.content.deadline < now).count();
    let mut passed = 0;
    while passed < late() {
        passed += 1;
    }
    passed
}
