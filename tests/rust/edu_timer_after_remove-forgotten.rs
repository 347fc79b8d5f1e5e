// SPDX-License-Identifier: GPL-2.0-only
//! The handle of a watchdog, which would stop it, is forgotten, in so many words.
//!
//! Bug: timer_after_remove
//! Mistake: compiles
//! Then: it runs after the device has gone, whose memory the Arc keeps until then; its code goes with
//!     the module, and then the kernel oopses
//! Console: unable to handle page fault
//! Console: hrtimer

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
fn start(edu: Arc<Watched>) {
    core::mem::forget(edu.start(Delta::from_millis(3000)));
}

pub(crate) struct Module;

#[cfg(run)]
pub(crate) fn run() -> Result<Module> {
    start(Arc::pin_init(pin_init!(Watched { watchdog <- HrTimer::new(), device: 0 }), GFP_KERNEL)?);
    Ok(Module)
}
