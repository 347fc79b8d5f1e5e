// SPDX-License-Identifier: GPL-2.0-only
//! An element is removed from a list that it may not be in.
//!
//! Bug: splice_race
//! Mistake: E0133

#[path = "common.rs"]
mod common;
use common::*;

fn close(bin: &Bin, parcel: &Parcel) {
    #[cfg(mistake)]
    let _ = bin.state.lock().queue.remove(parcel);
    #[cfg(not(mistake))]
    // SAFETY: believed.
    let _ = unsafe { bin.state.lock().queue.remove(parcel) };
}
