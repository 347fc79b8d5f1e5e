// SPDX-License-Identifier: GPL-2.0-only
//! The log of a handler goes before the handler does.
//!
//! Bug: devm_order
//! Mistake: E0597

#[path = "common_edu.rs"]
mod common;
use common::*;

fn bound(irq: IrqRequest<'_>) -> Result {
    let _handler;
    let lines = KBox::pin_init(new_spinlock!(KVec::new()), GFP_KERNEL)?;
    #[cfg(not(mistake))]
    let _handler_goes_first = request(irq, Log { lines: &lines })?;
    #[cfg(not(mistake))]
    { _handler = (); }
    #[cfg(mistake)]
    { _handler = request(irq, Log { lines: &lines })?; }
    Ok(())
}
