// SPDX-License-Identifier: GPL-2.0-only
//! The result of a copy is ignored.
//!
//! Bug: ignored_copy
//! Mistake: warning unused_must_use
//! Then: the kernel fills the rest with zeroes, as in C, but reads
//!     nothing where less was announced than the buffer holds; with CONFIG_WERROR it does not compile
//! Console: nobody's address: \[0, 0, 0, 0, 0, 0, 0, 0\]
//! Console: too short: \[98, 98, 98, 98, 98, 98, 98, 98\]

#[path = "common.rs"]
mod common;
use common::*;

fn read(from: &mut UserSliceReader, to: &mut [u8]) {
    from.read_slice(to);
}

#[cfg(run)]
pub(crate) fn run() -> Result {
    let mut buffer = [b'b'; 8];
    read(&mut UserSlice::new(UserPtr::from_addr(8), 8).reader(), &mut buffer);
    pr_info!("nobody's address: {buffer:?}\n");
    buffer = [b'b'; 8];
    read(&mut UserSlice::new(user_page(), 4).reader(), &mut buffer);
    pr_info!("too short: {buffer:?}\n");
    Ok(())
}
