// SPDX-License-Identifier: GPL-2.0-only
//! All who sleep are woken for one parcel.
//!
//! Bug: wake_all_walk
//! Mistake: compiles
//! Then: each of them runs, and all but one go to sleep again

#[path = "common.rs"]
mod common;
use common::*;

fn send(bin: &Bin, parcel: ListArc<Parcel>) {
    bin.state.lock().queue.push_back(parcel);
    bin.receivers.notify_all();
}
