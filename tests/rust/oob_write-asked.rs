// SPDX-License-Identifier: GPL-2.0-only
//! The same range, asked for, and its answer used untested.
//!
//! Bug: oob_write
//! Mistake: E0308

#[path = "common.rs"]
mod common;
use common::*;

fn gather(to: &mut KVVec<u8>, start: usize, from: &mut UserSliceReader) -> Result {
    #[cfg(mistake)]
    let part: &mut [u8] = to.get_mut(start..);
    #[cfg(not(mistake))]
    let part: &mut [u8] = to.get_mut(start..).ok_or(EINVAL)?;
    from.read_slice(part)
}
