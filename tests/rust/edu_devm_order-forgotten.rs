// SPDX-License-Identifier: GPL-2.0-only
//! A handler is forgotten, against the SAFETY comment of whoever registered it.
//!
//! Bug: devm_order
//! Mistake: compiles
//! Then: the interrupt is never freed, and its handler uses a log that has gone

#[path = "common_edu.rs"]
mod common;
use common::*;

fn bound(irq: IrqRequest<'_>) -> Result {
    let lines = KBox::pin_init(new_spinlock!(KVec::new()), GFP_KERNEL)?;
    core::mem::forget(request(irq, Log { lines: &lines })?);
    Ok(())
}
