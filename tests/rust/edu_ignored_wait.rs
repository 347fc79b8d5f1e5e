// SPDX-License-Identifier: GPL-2.0-only
//! A signal ends the wait for the device, and nobody looks.
//!
//! Bug: ignored_wait
//! Mistake: warning unused_must_use
//! Then: what is in the buffer is told, which may be nothing; with CONFIG_WERROR it does not compile

#[path = "common_edu.rs"]
mod common;
use common::*;

fn read(edu: &Edu, buffer: &[u8], to: &mut UserSliceWriter) -> Result {
    let mut state = edu.state.lock();
    if state.moving {
        edu.waiters.wait_interruptible_timeout(&mut state, 1000);
    }
    drop(state);
    to.write_slice(buffer)
}
