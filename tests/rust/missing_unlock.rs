// SPDX-License-Identifier: GPL-2.0-only
//! A guard is forgotten, in so many words.
//!
//! Bug: missing_unlock
//! Mistake: compiles
//! Then: the lock is held for ever

#[path = "common.rs"]
mod common;
use common::*;

fn create(bin: &Bin) { core::mem::forget(bin.state.lock()); }
