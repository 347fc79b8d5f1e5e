// SPDX-License-Identifier: GPL-2.0-only
//! A length of 64 bits goes into 32.
//!
//! Bug: length_truncation
//! Mistake: E0308

#[path = "common.rs"]
mod common;
use common::*;

fn length(length: u64) -> u32 {
    #[cfg(mistake)]
    { length }
    #[cfg(not(mistake))]
    { length as u32 }
}
