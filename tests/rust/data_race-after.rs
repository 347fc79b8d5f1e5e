// SPDX-License-Identifier: GPL-2.0-only
//! A borrow of what the lock guards outlives the guard.
//!
//! Bug: data_race
//! Mistake: E0505

#[path = "common.rs"]
mod common;
use common::*;

fn stat(bin: &Bin) -> u64 {
    let state = bin.state.lock();
    let sent = &state.sent;
    #[cfg(mistake)]
    drop(state);
    *sent
}
