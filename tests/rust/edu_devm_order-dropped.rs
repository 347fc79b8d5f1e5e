// SPDX-License-Identifier: GPL-2.0-only
//! The log of a handler is freed, and then the interrupt.
//!
//! Bug: devm_order
//! Mistake: E0505

#[path = "common_edu.rs"]
mod common;
use common::*;

fn unbind(irq: IrqRequest<'_>) -> Result {
    let lines = KBox::pin_init(new_spinlock!(KVec::new()), GFP_KERNEL)?;
    let handler = request(irq, Log { lines: &lines })?;
    #[cfg(mistake)]
    { drop(lines); drop(handler); }
    #[cfg(not(mistake))]
    { drop(handler); drop(lines); }
    Ok(())
}
