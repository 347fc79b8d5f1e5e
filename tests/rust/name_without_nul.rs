// SPDX-License-Identifier: GPL-2.0-only
//! A text is taken for one that has its end.
//!
//! Bug: name_without_nul
//! Mistake: E0308

#[path = "common.rs"]
mod common;
use common::*;

fn name(raw: &[u8; 32]) -> &CStr {
    #[cfg(mistake)]
    { CStr::from_bytes_until_nul(raw) }
    #[cfg(not(mistake))]
    { CStr::from_bytes_until_nul(raw).unwrap_or(c"") }
}
