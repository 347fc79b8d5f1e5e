// SPDX-License-Identifier: GPL-2.0-only
//! A parcel is put into two boxes.
//!
//! Bug: double_free
//! Mistake: E0382

#[path = "common.rs"]
mod common;
use common::*;

fn send(a: &Bin, b: &Bin, parcel: ListArc<Parcel>) {
    a.state.lock().queue.push_back(parcel);
    #[cfg(mistake)]
    b.state.lock().queue.push_back(parcel);
}
