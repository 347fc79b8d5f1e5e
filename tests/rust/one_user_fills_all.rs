// SPDX-License-Identifier: GPL-2.0-only
//! One limit for all users.
//!
//! Bug: one_user_fills_all
//! Mistake: compiles
//! Then: one of them uses it up

#[path = "common.rs"]
mod common;
use common::*;

fn charge(all: &SpinLock<u64>, bytes: u64) -> Result {
    let mut used = all.lock();
    if *used + bytes > 1 << 30 {
        return Err(EDQUOT);
    }
    *used += bytes;
    Ok(())
}
