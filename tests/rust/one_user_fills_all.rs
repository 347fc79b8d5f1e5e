// SPDX-License-Identifier: GPL-2.0-only
//! One limit for all users.
//!
//! Bug: one_user_fills_all
//! Mistake: compiles
//! Then: one of them uses it up
//! Console: the first: Ok
//! Console: the second: Err\(Error\(122\)\)

#[path = "common.rs"]
mod common;
use common::*;

fn charge(all: &SpinLock<u64>, bytes: u64) -> Result {
    let mut used = all.lock();
    if *used + bytes > 1 << 30 {
        return Err(EDQUOT);
    }
    *used += bytes;
    Ok(())
}

#[cfg(run)]
pub(crate) fn run() -> Result {
    let all = KBox::pin_init(new_spinlock!(0), GFP_KERNEL)?;
    pr_info!("the first: {:?}\n", charge(&all, 1 << 30));
    pr_info!("the second: {:?}\n", charge(&all, 1));
    Ok(())
}
