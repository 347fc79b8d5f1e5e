// SPDX-License-Identifier: GPL-2.0-only
//! A buffer of the device is forgotten, in so many words; a return gives it back.
//!
//! Bug: mapping_leak
//! Mistake: compiles
//! Then: the memory is lost, and its mapping

#[path = "common_edu.rs"]
mod common;
use common::*;

fn write(device: &Device<Bound>, edu: &Edu) -> Result {
    let buffer: Coherent<[u8]> = Coherent::zeroed_slice(device, 4096, GFP_KERNEL)?;
    if edu.state.lock().moving {
        core::mem::forget(buffer);
        return Err(ETIMEDOUT);
    }
    Ok(())
}
