// SPDX-License-Identifier: GPL-2.0-only
//! An owner is forgotten, in so many words.
//!
//! Bug: memory_leak
//! Mistake: compiles
//! Then: the memory is lost
//! Console: the last owner: false

#[path = "common.rs"]
mod common;
use common::*;

fn leak(parcel: ListArc<Parcel>) { core::mem::forget(parcel); }

#[cfg(run)]
pub(crate) fn run() -> Result {
    let parcel = parcel()?;
    let content = parcel.content.clone();
    leak(parcel);
    pr_info!("the last owner: {}\n", Arc::into_unique_or_drop(content).is_some());
    Ok(())
}
