// SPDX-License-Identifier: GPL-2.0-only
//! A delayed work is queued with a borrow, so that nothing keeps the box.
//!
//! Bug: use_after_expiry
//! Mistake: E0277

#[path = "common.rs"]
mod common;
use common::*;

fn expect(bin: Arc<Bin>) {
    #[cfg(mistake)]
    let _ = workqueue::system().enqueue_delayed(&*bin, 10);
    #[cfg(not(mistake))]
    let _ = workqueue::system().enqueue_delayed(bin, 10);
}
