// SPDX-License-Identifier: GPL-2.0-only
//! User memory is written, and memory allocated, under a spinlock.
//!
//! Bug: sleep_in_atomic
//! Mistake: compiles
//! Then: memory of the user that is not there is EFAULT, as nobody may fetch it; as in C
//! Console: under the lock: Err\(Error\(14\)\)
//! Console: without it: Ok

#[path = "common.rs"]
mod common;
use common::*;

fn peek(bin: &Bin, to: &mut UserSliceWriter) -> Result {
    let state = bin.state.lock();
    let head = state.queue.iter().next().ok_or(EAGAIN)?;
    to.write_slice(&head.content.bytes)?;
    let _b = KBox::new(1, GFP_KERNEL)?;
    Ok(())
}

#[cfg(run)]
pub(crate) fn run() -> Result {
    let (bin, page) = (bin()?, user_page());
    bin.state.lock().queue.push_back(parcel()?);
    pr_info!("under the lock: {:?}\n", peek(&bin, &mut UserSlice::new(page, 8).writer()));
    pr_info!("without it: {:?}\n", UserSlice::new(page, 8).writer().write_slice(&[0; 8]));
    Ok(())
}
