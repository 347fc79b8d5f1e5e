// SPDX-License-Identifier: GPL-2.0-only
//! References are forgotten, one for each call, until the count is full.
//!
//! Bug: refcount_wrap
//! Mistake: compiles
//! Then: the count saturates, and the object is never dropped
//! Console: refcount_t: saturated; leaking memory
//! Console: the last owner: false

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

#[cfg(run)]
pub(crate) fn run() -> Result {
    let bin = bin()?;
    // Two thousand million calls later: the count is in front of what is counted.
    let layout = core::alloc::Layout::new::<u32>().extend(core::alloc::Layout::new::<Bin>());
    let (_, offset) = layout.map_err(|_| EINVAL)?;
    let raw = Arc::into_raw(bin);
    // SAFETY: an Arc is allocated as this layout, and nobody else knows of this one.
    let bin: Arc<Bin> = unsafe {
        raw.byte_sub(offset).cast::<u32>().cast_mut().write(i32::MAX as u32);
        Arc::from_raw(raw)
    };
    let _ = open(&bin, true);
    let _ = open(&bin, true);
    pr_info!("the last owner: {}\n", Arc::into_unique_or_drop(bin).is_some());
    Ok(())
}
