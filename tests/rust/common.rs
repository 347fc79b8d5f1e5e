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

/// In place of a message: the macros of printk want a whole module.
pub fn say(_number: u32) {}

// What a case that is run is run with.

#[cfg(run)]
pub fn content(length: usize) -> Result<Content> {
    Ok(Content { bytes: KVVec::from_elem(b'c', length, GFP_KERNEL)?, deadline: 0 })
}

#[cfg(run)]
pub fn parcel() -> Result<ListArc<Parcel>> {
    let content = Arc::new(content(8)?, GFP_KERNEL)?;
    ListArc::pin_init(try_pin_init!(Parcel { content, links <- ListLinks::new() }), GFP_KERNEL)
}

#[cfg(run)]
pub fn bin() -> Result<Arc<Bin>> {
    let state = State { queue: List::new(), sent: 0, dead: false };
    Arc::pin_init(
        pin_init!(Bin {
            name: [b'n'; 32],
            state <- new_spinlock!(state),
            receivers <- new_condvar!(),
            expiry <- new_delayed_work!("Bin::expiry"),
        }),
        GFP_KERNEL,
    )
}

/// A page of whoever loads the module; nobody has touched it, so it is not there yet.
#[cfg(run)]
pub fn user_page() -> UserPtr {
    // The crate has no names for these: PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS
    let (prot, flags) = (1 | 2, 2 | 0x20);
    // SAFETY: no file is mapped, and nothing that is there already is replaced.
    UserPtr::from_addr(unsafe {
        kernel::bindings::vm_mmap(core::ptr::null_mut(), 0, 4096, prot, flags, 0)
    })
}
