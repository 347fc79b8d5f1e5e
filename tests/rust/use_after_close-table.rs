// SPDX-License-Identifier: GPL-2.0-only
//! What a table lends is used after the handle was closed.
//!
//! Bug: use_after_close
//! Mistake: E0502

#[path = "common.rs"]
mod common;
use common::*;

fn name(handles: &mut KVec<Slot>) -> u8 {
    let bin: &Arc<Bin> = match handles.get(0) { Some(Slot::Box(bin)) => bin, _ => return 0 };
    #[cfg(mistake)]
    { handles.clear(); }
    bin.name[0]
}
