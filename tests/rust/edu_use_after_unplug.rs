// SPDX-License-Identifier: GPL-2.0-only
//! An open file, which may outlive the device, holds the registers.
//!
//! Bug: use_after_unplug
//! Mistake: E0521

#[path = "common_edu.rs"]
mod common;
use common::*;

struct Opened {
    registers: Registers<'static>,
}

fn open(device: &pci::Device<Core<'_>>) -> Result<KBox<Opened>> {
    let registers = device.iomap_region_sized::<REGISTERS>(0, c"edu")?;
    Ok(KBox::new(Opened { registers }, GFP_KERNEL)?)
}
