// SPDX-License-Identifier: GPL-2.0-only
//! A timer in a parcel is started with a borrow of it.
//!
//! Bug: use_after_expiry
//! Mistake: E0599

#[path = "common.rs"]
mod common;
use common::*;

use kernel::time::{hrtimer::*, Delta, Monotonic};
use kernel::sync::ArcBorrow as Borrow;
#[pin_data]
struct Timed { #[pin] timer: HrTimer<Self>, content: Arc<Content> }
impl HrTimerCallback for Timed {
    type Pointer<'a> = Arc<Self>;
    fn run(this: Borrow<'_, Self>, _ctx: HrTimerCallbackContext<'_, Self>) -> HrTimerRestart {
        HrTimerRestart::NoRestart
    }
}
kernel::impl_has_hr_timer! {
    impl HasHrTimer<Self> for Timed { mode: RelativeMode<Monotonic>, field: self.timer }
}
fn expect(parcel: Arc<Timed>) {
    #[cfg(mistake)]
    let _handle = (&*parcel).start(Delta::from_millis(10));
    #[cfg(not(mistake))]
    let _handle = parcel.start(Delta::from_millis(10));
}
