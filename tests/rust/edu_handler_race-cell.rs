// SPDX-License-Identifier: GPL-2.0-only
//! The same, in a Cell.
//!
//! Bug: handler_race
//! Mistake: E0277

#[path = "common_edu.rs"]
mod common;
use common::*;

#[cfg(mistake)]
type Number = core::cell::Cell<u32>;
#[cfg(not(mistake))]
type Number = u32;
struct Shared { result: Number }
impl Handler for Shared {
    fn handle(&self) -> IrqReturn { IrqReturn::Handled }
}
