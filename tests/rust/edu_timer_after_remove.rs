// SPDX-License-Identifier: GPL-2.0-only
//! A watchdog is started with a borrow of what the device's end frees.
//!
//! Bug: timer_after_remove
//! Mistake: E0599

#[path = "common_edu.rs"]
mod common;
use common::*;

#[pin_data]
struct Watched { #[pin] watchdog: HrTimer<Self>, device: u32 }
impl HrTimerCallback for Watched {
    type Pointer<'a> = Arc<Self>;
    fn run(_: ArcBorrow<'_, Self>, _ctx: HrTimerCallbackContext<'_, Self>) -> HrTimerRestart {
        HrTimerRestart::NoRestart
    }
}
kernel::impl_has_hr_timer! {
    impl HasHrTimer<Self> for Watched { mode: RelativeMode<Monotonic>, field: self.watchdog }
}
fn start(edu: Arc<Watched>) -> ArcHrTimerHandle<Watched> {
    #[cfg(mistake)]
    return (&*edu).start(Delta::from_millis(3000));
    #[cfg(not(mistake))]
    return edu.start(Delta::from_millis(3000));
}
