// SPDX-License-Identifier: GPL-2.0-only
//! A structure with padding is written to user space.
//!
//! Bug: padding_leak
//! Mistake: E0277

#[path = "common.rs"]
mod common;
use common::*;

#[repr(C)]
#[derive(Default)]
struct Out { a: u32, #[cfg(not(mistake))] pad: u32, b: u64 }
// SAFETY: no padding.
#[cfg(not(mistake))]
unsafe impl kernel::transmute::AsBytes for Out {}
fn stat(to: &mut UserSliceWriter) -> Result { to.write(&Out::default()) }
