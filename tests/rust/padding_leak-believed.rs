// SPDX-License-Identifier: GPL-2.0-only
//! The same, with an unsafe impl and a wrong SAFETY comment.
//!
//! Bug: padding_leak
//! Mistake: compiles
//! Then: it is believed, and what the padding held is shown
//! Console: what the user sees: \[0, 0, 0, 0, 165, 165, 165, 165, 0,

#[path = "common.rs"]
mod common;
use common::*;

#[repr(C)]
#[derive(Default)]
struct Out { a: u32, b: u64 }
// SAFETY: no padding (there is).
unsafe impl kernel::transmute::AsBytes for Out {}
fn stat(to: &mut UserSliceWriter) -> Result { to.write(&Out::default()) }

/// Leaves something on the stack that can be told from nothing.
#[cfg(run)]
#[inline(never)]
fn stain() {
    core::hint::black_box(&mut [0xa5u8; 512]);
}

#[cfg(run)]
#[inline(never)]
fn shown(page: UserPtr) -> Result<[u8; 16]> {
    stat(&mut UserSlice::new(page, 16).writer())?;
    UserSlice::new(page, 16).reader().read()
}

#[cfg(run)]
pub(crate) fn run() -> Result {
    let page = user_page();
    // The page is there from here on, and no fault uses the stack in between.
    UserSlice::new(page, 16).writer().write_slice(&[0; 16])?;
    stain();
    pr_info!("what the user sees: {:?}\n", shown(page)?);
    Ok(())
}
