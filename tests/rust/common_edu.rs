// SPDX-License-Identifier: GPL-2.0-only
//! What the cases of driver/edu share: the device, its registers, its state, an interrupt.
#![allow(missing_docs, unreachable_pub)]

pub use kernel::{
    device::{Bound, Core, Device},
    dma::Coherent,
    io::Io,
    irq::{Flags, Handler, IrqRequest, IrqReturn, Registration},
    new_condvar, new_mutex, new_spinlock, pci,
    prelude::*,
    sync::{new_spinlock_irq, Arc, ArcBorrow, CondVar, Mutex, SpinLock, SpinLockIrq},
    time::{hrtimer::*, Delta, Monotonic},
    uaccess::UserSliceWriter,
};

pub const REGISTERS: usize = 0xa0;
pub const NUMBER: usize = 0x8;
pub const SOURCE: usize = 0x80;
pub type Registers<'bound> = pci::Bar<'bound, REGISTERS>;

pub struct State {
    pub result: u32,
    pub moving: bool,
    pub last: Option<KBox<u32>>,
}

#[pin_data]
pub struct Edu {
    #[pin]
    pub state: SpinLock<State>,
    #[pin]
    pub waiters: CondVar,
}

/// What an interrupt may do: count.
pub struct Log<'a> {
    pub lines: &'a SpinLock<KVec<u32>>,
}
impl Handler for Log<'_> {
    fn handle(&self) -> IrqReturn {
        if let Some(first) = self.lines.lock().first_mut() {
            *first += 1;
        }
        IrqReturn::Handled
    }
}

pub fn request<'a>(irq: IrqRequest<'a>, log: Log<'a>) -> Result<Pin<KBox<Registration<'a, Log<'a>>>>> {
    // SAFETY: whoever asks for it keeps it until it is dropped.
    KBox::pin_init(unsafe { Registration::new(irq, Flags::SHARED, c"edu", Ok(log)) }, GFP_KERNEL)
}
