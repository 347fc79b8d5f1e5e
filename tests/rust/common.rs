// SPDX-License-Identifier: GPL-2.0-only
//! What the cases share: a box, a parcel, a file, as in driver/rust, but smaller.
#![allow(missing_docs, unreachable_pub)]

pub use kernel::{
    alloc::flags::GFP_KERNEL_ACCOUNT,
    list::{impl_list_arc_safe, impl_list_item, List, ListArc, ListLinks},
    new_condvar, new_mutex, new_spinlock,
    prelude::*,
    revocable::Revocable,
    sync::{Arc, ArcBorrow, CondVar, Mutex, SpinLock},
    uaccess::{UserPtr, UserSlice, UserSliceReader, UserSliceWriter},
    workqueue::{self, new_delayed_work, new_work, DelayedWork, Work, WorkItem},
};

pub struct Content {
    pub bytes: KVVec<u8>,
    pub deadline: u64,
}

#[pin_data]
pub struct Parcel {
    pub content: Arc<Content>,
    #[pin]
    pub links: ListLinks,
}
impl_list_arc_safe! { impl ListArcSafe<0> for Parcel { untracked; } }
impl_list_item! { impl ListItem<0> for Parcel { using ListLinks { self.links }; } }

pub struct State {
    pub queue: List<Parcel>,
    pub sent: u64,
    pub dead: bool,
}

#[pin_data]
pub struct Bin {
    pub name: [u8; 32],
    #[pin]
    pub state: SpinLock<State>,
    #[pin]
    pub receivers: CondVar,
    #[pin]
    pub expiry: DelayedWork<Bin>,
}
kernel::impl_has_delayed_work! { impl HasDelayedWork<Self> for Bin { self.expiry } }
impl WorkItem for Bin {
    type Pointer = Arc<Bin>;
    fn run(this: Arc<Bin>) { this.state.lock().sent += 1; }
}

pub enum Slot {
    Box(Arc<Bin>),
    Parcel(ListArc<Parcel>),
}

#[pin_data]
pub struct File {
    #[pin]
    pub handles: Mutex<KVec<Slot>>,
    pub selected: Option<Arc<Bin>>,
}

pub fn look_up(file: &File, handle: usize) -> Result<Arc<Bin>> {
    match file.handles.lock().get(handle) {
        Some(Slot::Box(bin)) => Ok(bin.clone()),
        _ => Err(EBADF),
    }
}
