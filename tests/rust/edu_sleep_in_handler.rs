// SPDX-License-Identifier: GPL-2.0-only
//! A handler of an interrupt allocates memory, and may wait for it.
//!
//! Bug: sleep_in_handler
//! Mistake: compiles
//! Then: the allocator may sleep in an interrupt, as in C

#[path = "common_edu.rs"]
mod common;
use common::*;

struct Shared(Arc<Edu>);
impl Handler for Shared {
    fn handle(&self) -> IrqReturn {
        let Ok(event) = KBox::new(1, GFP_KERNEL) else { return IrqReturn::None };
        self.0.state.lock().last = Some(event);
        IrqReturn::Handled
    }
}
