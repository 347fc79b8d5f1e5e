// SPDX-License-Identifier: GPL-2.0-only
//! A box that somebody polls is dropped.
//!
//! Bug: poll_after_free
//! Mistake: compiles
//! Then: a PollCondVar, when it is dropped, takes out whoever waits by epoll, aio or io_uring; who
//!     waits by poll() or select() stays in its list, which is freed memory then
//! Console: WARNING: .*(kernel/sched/wait.c|__wake_up_pollfree)
//! Console: whoever polls stands in what was dropped: true

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

#[cfg(run)]
pub(crate) fn run() -> Result {
    use kernel::bindings;

    let polled = Arc::pin_init(
        pin_init!(Polled { pollers <- kernel::new_poll_condvar!("Polled::pollers") }),
        GFP_KERNEL,
    )?;
    // What poll() has on its stack; it is not given back, as its way back leads through the list.
    let table = KBox::leak(KBox::new(bindings::poll_wqueues::default(), GFP_KERNEL)?);
    // SAFETY: a name that ends, of a file that is always there.
    let file = unsafe { bindings::filp_open(c"/".as_ptr().cast(), 0, 0) };
    // SAFETY: both are whole, and stay.
    unsafe {
        bindings::poll_initwait(table);
        select(OpenFile::from_raw_file(file), PollTable::from_raw(&mut table.pt), polled);
    }
    let entry = &table.inline_entries[0];
    pr_info!("whoever polls stands in what was dropped: {}\n",
        !core::ptr::eq(entry.wait.entry.next, &entry.wait.entry));
    Ok(())
}
