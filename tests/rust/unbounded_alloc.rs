// SPDX-License-Identifier: GPL-2.0-only
//! As much memory is allocated as user space says.
//!
//! Bug: unbounded_alloc
//! Mistake: compiles
//! Then: the memory of the machine is gone, as in C

#[path = "common.rs"]
mod common;
use common::*;

fn buffer(size: usize) -> Result<KVVec<u8>> { Ok(KVVec::with_capacity(size, GFP_KERNEL)?) }
