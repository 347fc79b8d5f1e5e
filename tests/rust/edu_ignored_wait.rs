// SPDX-License-Identifier: GPL-2.0-only
//! A signal ends the wait for the device, and nobody looks.
//!
//! Bug: ignored_wait
//! Mistake: warning unused_must_use
//! Then: what is in the buffer is told, which may be nothing; with CONFIG_WERROR it does not compile
//! Console: told: Ok\(\(\)\), and it still moves: true

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

#[cfg(run)]
#[path = "common.rs"]
mod parcels;

#[cfg(run)]
pub(crate) fn run() -> Result {
    let state = State { result: 0, moving: true, last: None };
    let edu = KBox::pin_init(
        pin_init!(Edu { state <- new_spinlock!(state), waiters <- new_condvar!() }),
        GFP_KERNEL,
    )?;
    let mut to = kernel::uaccess::UserSlice::new(parcels::user_page(), 8).writer();
    let told = read(&edu, &[0; 8], &mut to);
    pr_info!("told: {told:?}, and it still moves: {}\n", edu.state.lock().moving);
    Ok(())
}
