// SPDX-License-Identifier: GPL-2.0-only
//! References are forgotten, one for each call, until the count is full.
//!
//! Bug: refcount_wrap
//! Mistake: compiles
//! Then: the count saturates, and the object is never dropped

#[path = "common.rs"]
mod common;
use common::*;

fn open(bin: &Arc<Bin>, error: bool) -> Result {
    let taken = bin.clone();
    if error {
        core::mem::forget(taken);
        return Err(EFAULT);
    }
    Ok(())
}
