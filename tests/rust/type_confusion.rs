// SPDX-License-Identifier: GPL-2.0-only
//! A handle of the wrong kind is used as a box.
//!
//! Bug: type_confusion
//! Mistake: E0308

#[path = "common.rs"]
mod common;
use common::*;

fn bin(slot: &Slot) -> Option<&Arc<Bin>> {
    #[cfg(mistake)]
    { Some(slot) }
    #[cfg(not(mistake))]
    { match slot { Slot::Box(bin) => Some(bin), _ => None } }
}
