// SPDX-License-Identifier: GPL-2.0-only
//! A reference is forgotten, in so many words.
//!
//! Bug: refcount_leak
//! Mistake: compiles
//! Then: the object is never dropped
//! Console: the last owner: false

#[path = "common.rs"]
mod common;
use common::*;

fn leak(bin: &Arc<Bin>) {
    core::mem::forget(bin.clone());
    let _raw = Arc::into_raw(bin.clone());
}

#[cfg(run)]
pub(crate) fn run() -> Result {
    let bin = bin()?;
    leak(&bin);
    pr_info!("the last owner: {}\n", Arc::into_unique_or_drop(bin).is_some());
    Ok(())
}
