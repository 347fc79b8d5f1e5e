// SPDX-License-Identifier: GPL-2.0-only
//! A box that somebody polls is dropped.
//!
//! Bug: poll_after_free
//! Mistake: compiles
//! Then: a PollCondVar, when it is dropped, takes out whoever polls, and waits

#[path = "common.rs"]
mod common;
use common::*;

use kernel::fs::File as OpenFile;
use kernel::sync::poll::{PollCondVar, PollTable};

#[pin_data]
struct Polled {
    #[pin]
    pollers: PollCondVar,
}

fn select(file: &OpenFile, table: PollTable<'_>, old: Arc<Polled>) {
    table.register_wait(file, &old.pollers);
    drop(old);
}
