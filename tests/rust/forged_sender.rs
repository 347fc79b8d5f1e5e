// SPDX-License-Identifier: GPL-2.0-only
//! The sender of a parcel is whoever calls write, and not whoever opened the file.
//!
//! Bug: forged_sender
//! Mistake: compiles
//! Then: root, made to write to a file that was passed on, vouches for its bytes

#[path = "common.rs"]
mod common;
use common::*;

use kernel::task::Kuid;

struct Stamp {
    sender: Kuid,
}

fn stamp() -> Stamp {
    Stamp { sender: Kuid::current_euid() }
}
