// SPDX-License-Identifier: GPL-2.0-only
//! The condition is tested, the lock given back, and then one sleeps.
//!
//! Bug: lost_wakeup
//! Mistake: compiles
//! Then: a parcel that comes in between wakes nobody

#[path = "common.rs"]
mod common;
use common::*;

fn wait(bin: &Bin) {
    if bin.state.lock().queue.is_empty() {
        let mut guard = bin.state.lock();
        bin.receivers.wait(&mut guard);
    }
}
