// SPDX-License-Identifier: GPL-2.0-only
//! The same, in an atomic: two callers ask the device, and take no turns.
//!
//! Bug: handler_race
//! Mistake: compiles
//! Then: nothing is torn, and one of them gets what the other asked for, as in C

#[path = "common_edu.rs"]
mod common;
use common::*;

use kernel::sync::atomic::{Atomic, Relaxed};

struct Shared { result: Atomic<u32> }
impl Handler for Shared {
    fn handle(&self) -> IrqReturn {
        self.result.store(1, Relaxed);
        IrqReturn::Handled
    }
}

fn compute(registers: &Registers<'_>, shared: &Shared, number: u32) -> u32 {
    registers.write32(number, NUMBER);
    shared.result.load(Relaxed)
}
