// SPDX-License-Identifier: GPL-2.0-only
//! The result of a copy is ignored.
//!
//! Bug: ignored_copy
//! Mistake: warning unused_must_use
//! Then: the rest of the buffer is what it was before; with CONFIG_WERROR it does not compile

#[path = "common.rs"]
mod common;
use common::*;

fn read(from: &mut UserSliceReader, to: &mut [u8]) {
    from.read_slice(to);
}
