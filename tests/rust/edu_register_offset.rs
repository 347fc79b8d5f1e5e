// SPDX-License-Identifier: GPL-2.0-only
//! User space says which register is read, and the answer is used unasked.
//!
//! Bug: register_offset
//! Mistake: E0308

#[path = "common_edu.rs"]
mod common;
use common::*;

fn register(registers: &Registers<'_>, index: u32) -> Result<u32> {
    #[cfg(mistake)]
    return Ok(registers.try_read32(index as usize * 4));
    #[cfg(not(mistake))]
    return registers.try_read32(index as usize * 4);
}
