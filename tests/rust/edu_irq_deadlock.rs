// SPDX-License-Identifier: GPL-2.0-only
//! A lock that the handler takes is taken with interrupts on.
//!
//! Bug: irq_deadlock
//! Mistake: compiles
//! Then: the interrupt comes here, and its handler waits for ever; a SpinLockIrq would not let it

#[path = "common_edu.rs"]
mod common;
use common::*;

struct Shared(Arc<Edu>);
impl Handler for Shared {
    fn handle(&self) -> IrqReturn {
        self.0.state.lock().moving = false;
        IrqReturn::Handled
    }
}

fn info(edu: &Edu) -> u32 {
    edu.state.lock().result
}
