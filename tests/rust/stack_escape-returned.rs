// SPDX-License-Identifier: GPL-2.0-only
//! A borrow of a local variable is returned.
//!
//! Bug: stack_escape
//! Mistake: E0515

#[path = "common.rs"]
mod common;
use common::*;

fn name(file: &File) -> &[u8] {
    #[cfg(mistake)]
    { let name = [0u8; 32]; &name }
    #[cfg(not(mistake))]
    { &file.selected.as_ref().unwrap().name }
}
