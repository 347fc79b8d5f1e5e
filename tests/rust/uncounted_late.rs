// SPDX-License-Identifier: GPL-2.0-only
//! Late parcels are set aside, and count no more.
//!
//! Bug: uncounted_late
//! Mistake: compiles
//! Then: memory grows beyond every limit
//! Console: sent 0, and 3000 are kept

#[path = "common.rs"]
mod common;
use common::*;

fn set_aside(bin: &Bin, late: &mut List<Parcel>) {
    let mut state = bin.state.lock();
    while let Some(parcel) = state.queue.pop_front() {
        state.sent -= 1;
        late.push_back(parcel);
    }
}

#[cfg(run)]
pub(crate) fn run() -> Result {
    let (bin, mut late, mut kept) = (bin()?, List::new(), 0);
    for _ in 0..1000 {
        for _ in 0..3 {
            let parcel = parcel()?;
            let mut state = bin.state.lock();
            state.sent += 1;
            state.queue.push_back(parcel);
        }
        set_aside(&bin, &mut late);
    }
    while late.pop_front().is_some() {
        kept += 1;
    }
    pr_info!("sent {}, and {kept} are kept\n", bin.state.lock().sent);
    Ok(())
}
