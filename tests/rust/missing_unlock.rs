// SPDX-License-Identifier: GPL-2.0-only
//! A guard is forgotten, in so many words.
//!
//! Bug: missing_unlock
//! Mistake: compiles
//! Then: the lock is held for ever
//! Console: the lock is free: false
//! Console: preemption imbalance

#[path = "common.rs"]
mod common;
use common::*;

fn create(bin: &Bin) { core::mem::forget(bin.state.lock()); }

#[cfg(run)]
pub(crate) fn run() -> Result {
    let bin = bin()?;
    create(&bin);
    pr_info!("the lock is free: {}\n", bin.state.try_lock().is_some());
    Ok(())
}
