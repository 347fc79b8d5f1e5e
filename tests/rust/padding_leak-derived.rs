// SPDX-License-Identifier: GPL-2.0-only
//! The same, with the IntoBytes of zerocopy.
//!
//! Bug: padding_leak
//! Mistake: E0277 E0599

#[path = "common.rs"]
mod common;
use common::*;

#[repr(C)]
#[derive(Default, IntoBytes, zerocopy_derive::Immutable)]
struct Out { a: u32, #[cfg(not(mistake))] pad: u32, b: u64 }
fn stat(to: &mut UserSliceWriter) -> Result { to.write_slice(Out::default().as_bytes()) }
