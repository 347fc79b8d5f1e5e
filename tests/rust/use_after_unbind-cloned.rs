// SPDX-License-Identifier: GPL-2.0-only
//! An Arc is cloned out of the access, and used when that has ended.
//!
//! Bug: use_after_unbind
//! Mistake: compiles
//! Then: the memory is there, the device may be gone

#[path = "common.rs"]
mod common;
use common::*;

fn shelf(shelf: &Revocable<Arc<Bin>>) -> Result<u8> {
    let bin: Arc<Bin> = shelf.try_access().ok_or(ENODEV)?.clone();
    // The device may be unbound now.
    Ok(bin.name[0])
}
