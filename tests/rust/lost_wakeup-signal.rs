// SPDX-License-Identifier: GPL-2.0-only
//! The answer of an interruptible wait is ignored.
//!
//! Bug: lost_wakeup
//! Mistake: warning unused_must_use
//! Then: a signal makes it a busy loop; with CONFIG_WERROR it does not compile

#[path = "common.rs"]
mod common;
use common::*;

fn wait(bin: &Bin) {
    let mut guard = bin.state.lock();
    while guard.queue.is_empty() { bin.receivers.wait_interruptible(&mut guard); }
}
