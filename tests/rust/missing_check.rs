// SPDX-License-Identifier: GPL-2.0-only
//! A right is not asked for.
//!
//! Bug: missing_check
//! Mistake: compiles
//! Then: whoever calls gets the answer

#[path = "common.rs"]
mod common;
use common::*;

fn peek(bin: &Bin) -> u64 { bin.state.lock().sent }
