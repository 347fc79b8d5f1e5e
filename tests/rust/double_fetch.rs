// SPDX-License-Identifier: GPL-2.0-only
//! One UserSlice is read twice.
//!
//! Bug: double_fetch
//! Mistake: E0382

#[path = "common.rs"]
mod common;
use common::*;

fn twice(address: usize) -> Result<(u32, u32)> {
    let from = UserSlice::new(UserPtr::from_addr(address), 4);
    let first = from.reader().read::<u32>()?;
    #[cfg(mistake)]
    let second = from.reader().read::<u32>()?;
    #[cfg(not(mistake))]
    let second = first;
    Ok((first, second))
}
