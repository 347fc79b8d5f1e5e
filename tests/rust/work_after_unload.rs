// SPDX-License-Identifier: GPL-2.0-only
//! Work is queued, and the module goes without waiting for it.
//!
//! Bug: work_after_unload
//! Mistake: compiles
//! Then: the kernel runs what is no longer there, and oopses
//! Console: unable to handle page fault
//! Console: Workqueue: events

#[path = "common.rs"]
mod common;
use common::*;

pub(crate) struct Module { bin: Arc<Bin> }
impl Drop for Module {
    fn drop(&mut self) {
        // Nothing waits: crate has no flush or cancel for DelayedWork, and no queue of one's own.
        let _ = workqueue::system().enqueue_delayed(self.bin.clone(), 1000);
    }
}

#[cfg(run)]
pub(crate) fn run() -> Result<Module> {
    Ok(Module { bin: bin()? })
}
