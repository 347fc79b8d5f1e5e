// SPDX-License-Identifier: GPL-2.0-only
//! A parcel is queued on a path on which it was never set.
//!
//! Bug: free_uninit
//! Mistake: E0381

#[path = "common.rs"]
mod common;
use common::*;

fn send(bin: &Bin, make: bool, p: ListArc<Parcel>) {
    let parcel: ListArc<Parcel>;
    #[cfg(not(mistake))]
    { parcel = p; }
    #[cfg(mistake)]
    if make { parcel = p; }
    bin.state.lock().queue.push_back(parcel);
}
