// SPDX-License-Identifier: GPL-2.0-only
//! User space says which register is read, and nothing is asked.
//!
//! Bug: register_offset
//! Mistake: build_error

#[path = "common_edu.rs"]
mod common;
use common::*;

#[no_mangle]
fn register(registers: &Registers<'_>, index: u32) -> u32 {
    registers.read32(index as usize * 4)
}
