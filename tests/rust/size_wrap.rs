// SPDX-License-Identifier: GPL-2.0-only
//! A sum of two lengths that user space chooses wraps.
//!
//! Bug: size_wrap
//! Mistake: compiles
//! Then: a panic with CONFIG_RUST_OVERFLOW_CHECKS; without, the Vec is smaller, and knows it

#[path = "common.rs"]
mod common;
use common::*;

fn sum(a: u32, b: u32) -> Result<KVec<u8>> { Ok(KVec::with_capacity((a + b) as usize, GFP_KERNEL)?) }
