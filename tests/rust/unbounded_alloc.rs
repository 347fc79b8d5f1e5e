// SPDX-License-Identifier: GPL-2.0-only
//! As much memory is allocated as user space says.
//!
//! Bug: unbounded_alloc
//! Mistake: compiles
//! Then: the memory of the machine is gone, as in C; beyond 2 GB the kernel warns, and gives nothing
//! Console: 600 MB: Ok\(600\)
//! Console: WARNING: .*__kvmalloc_node
//! Console: 8 GB: Err\(Error\(12\)\)

#[path = "common.rs"]
mod common;
use common::*;

fn buffer(size: usize) -> Result<KVVec<u8>> { Ok(KVVec::with_capacity(size, GFP_KERNEL)?) }

#[cfg(run)]
pub(crate) fn run() -> Result {
    pr_info!("600 MB: {:?}\n", buffer(600 << 20).map(|buffer| buffer.capacity() >> 20));
    pr_info!("8 GB: {:?}\n", buffer(8 << 30).map(|buffer| buffer.capacity() >> 20));
    Ok(())
}
