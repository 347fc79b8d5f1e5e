// SPDX-License-Identifier: GPL-2.0-only
//! An open file holds the registers for as long as the device is there, and does not ask.
//!
//! Bug: use_after_unplug
//! Mistake: E0599

#[path = "common_edu.rs"]
mod common;
use common::*;

fn read(registers: &pci::DevresBar<REGISTERS>) -> Result<u32> {
    #[cfg(mistake)]
    return Ok(registers.read32(NUMBER));
    #[cfg(not(mistake))]
    return Ok(registers.try_access().ok_or(ENODEV)?.read32(NUMBER));
}
