// SPDX-License-Identifier: GPL-2.0-only
//! The table's own reference is taken out of what the table only lends.
//!
//! Bug: get_on_zero
//! Mistake: E0507

#[path = "common.rs"]
mod common;
use common::*;

fn steal(handles: &KVec<Slot>) -> Option<Arc<Bin>> {
    #[cfg(mistake)]
    { match handles.get(0)? { Slot::Box(bin) => Some(*bin), _ => None } }
    #[cfg(not(mistake))]
    { match handles.get(0)? { Slot::Box(bin) => Some(bin.clone()), _ => None } }
}
