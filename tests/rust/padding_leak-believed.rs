// SPDX-License-Identifier: GPL-2.0-only
//! The same, with an unsafe impl and a wrong SAFETY comment.
//!
//! Bug: padding_leak
//! Mistake: compiles
//! Then: it is believed, and what the padding held is shown

#[path = "common.rs"]
mod common;
use common::*;

#[repr(C)]
#[derive(Default)]
struct Out { a: u32, b: u64 }
// SAFETY: no padding (there is).
unsafe impl kernel::transmute::AsBytes for Out {}
fn stat(to: &mut UserSliceWriter) -> Result { to.write(&Out::default()) }
