// SPDX-License-Identifier: GPL-2.0-only
//! The device is given the address of a buffer, and the buffer goes when the wait was given up.
//!
//! Bug: dma_after_free
//! Mistake: compiles
//! Then: an address is a number, so that the device writes where somebody else's memory is, as in C

#[path = "common_edu.rs"]
mod common;
use common::*;

fn read(device: &Device<Bound>, registers: &Registers<'_>, edu: &Edu) -> Result {
    let buffer: Coherent<[u8]> = Coherent::zeroed_slice(device, 4096, GFP_KERNEL)?;
    registers.write64(buffer.dma_address(), SOURCE);
    let mut state = edu.state.lock();
    while state.moving {
        if edu.waiters.wait_interruptible(&mut state) {
            return Err(EINTR);
        }
    }
    Ok(())
}
