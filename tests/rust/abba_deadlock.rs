// SPDX-License-Identifier: GPL-2.0-only
//! Two locks are taken in no order.
//!
//! Bug: abba_deadlock
//! Mistake: compiles
//! Then: two threads that move in opposite directions wait for each other for ever

#[path = "common.rs"]
mod common;
use common::*;

fn mv(from: &Bin, to: &Bin) {
    let mut a = from.state.lock();
    let mut b = to.state.lock();
    if let Some(parcel) = a.queue.pop_front() { b.queue.push_back(parcel); }
}
