// SPDX-License-Identifier: GPL-2.0-only
//! The rights of whoever calls count, and not of whoever opened the file.
//!
//! Bug: confused_deputy
//! Mistake: compiles
//! Then: a file that is passed on obeys its new user, who has other rights

#[path = "common.rs"]
mod common;
use common::*;

use kernel::task::Kuid;

fn may_receive(owner: Kuid) -> bool {
    Kuid::current_euid() == owner
}
