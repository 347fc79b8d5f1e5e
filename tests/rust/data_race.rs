// SPDX-License-Identifier: GPL-2.0-only
//! A counter is read without its lock.
//!
//! Bug: data_race
//! Mistake: E0609

#[path = "common.rs"]
mod common;
use common::*;

fn stat(bin: &Bin) -> u64 {
    #[cfg(mistake)]
    { bin.state.sent }
    #[cfg(not(mistake))]
    { bin.state.lock().sent }
}
