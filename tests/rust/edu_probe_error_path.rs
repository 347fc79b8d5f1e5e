// SPDX-License-Identifier: GPL-2.0-only
//! A late step of probe fails, and what was registered earlier keeps memory that goes.
//!
//! Bug: probe_error_path
//! Mistake: E0505

#[path = "common_edu.rs"]
mod common;
use common::*;

fn probe(irq: IrqRequest<'_>, timeout: u32) -> Result {
    let lines = KBox::pin_init(new_spinlock!(KVec::new()), GFP_KERNEL)?;
    let _registered = request(irq, Log { lines: &lines })?;
    if timeout == 0 {
        #[cfg(mistake)]
        drop(lines);
        return Err(EINVAL);
    }
    Ok(())
}
