// SPDX-License-Identifier: GPL-2.0-only
//! A handler writes what others read, without a lock.
//!
//! Bug: handler_race
//! Mistake: E0594

#[path = "common_edu.rs"]
mod common;
use common::*;

struct Shared { result: u32 }
impl Handler for Shared {
    fn handle(&self) -> IrqReturn {
        #[cfg(mistake)]
        { self.result = 1; }
        IrqReturn::Handled
    }
}
