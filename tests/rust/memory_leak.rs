// SPDX-License-Identifier: GPL-2.0-only
//! An owner is forgotten, in so many words.
//!
//! Bug: memory_leak
//! Mistake: compiles
//! Then: the memory is lost

#[path = "common.rs"]
mod common;
use common::*;

fn leak(parcel: ListArc<Parcel>) { core::mem::forget(parcel); }
