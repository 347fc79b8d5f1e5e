// SPDX-License-Identifier: GPL-2.0-only
//! The data behind a Revocable, without asking whether it is revoked.
//!
//! Bug: use_after_unbind
//! Mistake: E0609

#[path = "common.rs"]
mod common;
use common::*;

fn shelf(shelf: &Revocable<Arc<Bin>>) -> Result<u8> {
    #[cfg(mistake)]
    { Ok(shelf.name[0]) }
    #[cfg(not(mistake))]
    { Ok(shelf.try_access().ok_or(ENODEV)?.name[0]) }
}
