// SPDX-License-Identifier: GPL-2.0-only
//! A second UserSlice is made of the same address, which is a number and is copied.
//!
//! Bug: double_fetch
//! Mistake: compiles
//! Then: the two reads may differ, as in C

#[path = "common.rs"]
mod common;
use common::*;

fn twice(address: u64) -> Result<(u32, u32)> {
    let check = UserSlice::new(UserPtr::from_addr(address as usize), 4).reader().read::<u32>()?;
    let used = UserSlice::new(UserPtr::from_addr(address as usize), 4).reader().read::<u32>()?;
    Ok((check, used))
}
