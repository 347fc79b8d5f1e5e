// SPDX-License-Identifier: GPL-2.0-only
//! The same range, asked for, and its answer used untested.
//!
//! Bug: oob_read
//! Mistake: E0308

#[path = "common.rs"]
mod common;
use common::*;

fn read(content: &Content, offset: usize, to: &mut UserSliceWriter) -> Result {
    #[cfg(mistake)]
    let part: &[u8] = content.bytes.get(offset..);
    #[cfg(not(mistake))]
    let part: &[u8] = content.bytes.get(offset..).ok_or(EINVAL)?;
    to.write_slice(part)
}
