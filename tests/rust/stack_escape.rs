// SPDX-License-Identifier: GPL-2.0-only
//! A handle that stays keeps a borrow of a local variable.
//!
//! Bug: stack_escape
//! Mistake: E0597

#[path = "common.rs"]
mod common;
use common::*;

struct Handle<'a> { name: &'a [u8; 32] }
fn open<'a>(handles: &mut KVec<Handle<'a>>, bin: &'a Bin) -> Result {
    let request = [0u8; 32];
    #[cfg(mistake)]
    handles.push(Handle { name: &request }, GFP_KERNEL)?;
    #[cfg(not(mistake))]
    handles.push(Handle { name: &bin.name }, GFP_KERNEL)?;
    Ok(())
}
