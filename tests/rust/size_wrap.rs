// SPDX-License-Identifier: GPL-2.0-only
//! A sum of two lengths that user space chooses wraps.
//!
//! Bug: size_wrap
//! Mistake: compiles
//! Then: a panic with CONFIG_RUST_OVERFLOW_CHECKS; without, the Vec is smaller, and knows it
//! Console: attempt to add with overflow
//! Console: kernel BUG at

#[path = "common.rs"]
mod common;
use common::*;

fn sum(a: u32, b: u32) -> Result<KVec<u8>> { Ok(KVec::with_capacity((a + b) as usize, GFP_KERNEL)?) }

#[cfg(run)]
pub(crate) fn run() -> Result {
    pr_info!("room for {}\n", sum(u32::MAX, 9)?.capacity());
    Ok(())
}
