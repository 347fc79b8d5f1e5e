// SPDX-License-Identifier: GPL-2.0-only
//! An Arc is cloned out of the access, and used when that has ended.
//!
//! Bug: use_after_unbind
//! Mistake: compiles
//! Then: the memory is there, the device may be gone
//! Console: after unbind: 110

#[path = "common.rs"]
mod common;
use common::*;

fn shelf(shelf: &Revocable<Arc<Bin>>) -> Result<u8> {
    let bin: Arc<Bin> = shelf.try_access().ok_or(ENODEV)?.clone();
    // The device may be unbound now.
    Ok(bin.name[0])
}

#[cfg(run)]
pub(crate) fn run() -> Result {
    let shelf = KBox::pin_init(Revocable::new(bin()?), GFP_KERNEL)?;
    let bin = shelf.try_access().ok_or(ENODEV)?.clone();
    shelf.revoke();
    pr_info!("after unbind: {}, {}\n", bin.name[0], shelf.try_access().is_some());
    Ok(())
}
