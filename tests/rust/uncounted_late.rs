// SPDX-License-Identifier: GPL-2.0-only
//! Late parcels are set aside, and count no more.
//!
//! Bug: uncounted_late
//! Mistake: compiles
//! Then: memory grows beyond every limit

#[path = "common.rs"]
mod common;
use common::*;

fn set_aside(bin: &Bin, late: &mut List<Parcel>) {
    let mut state = bin.state.lock();
    while let Some(parcel) = state.queue.pop_front() {
        state.sent -= 1;
        late.push_back(parcel);
    }
}
