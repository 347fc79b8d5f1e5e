// SPDX-License-Identifier: GPL-2.0-only

//! The parcel device in Rust: the interface of include/uapi/parcel.h as far as the `kernel` crate
//! of Linux 7.3 goes. Each place where it does not go, or where safe Rust does not suffice, is
//! marked with CRATE.
//!
//! Lock order: selection, handles; depot; a box, two of them in the order of their addresses.
//! Nothing is copied from or to user memory under the spinlock of a box.

use core::mem::{replace, size_of};
use kernel::{
    alloc::flags::GFP_KERNEL_ACCOUNT,
    bindings,
    fs::{file::flags::O_NONBLOCK, File, Kiocb},
    global_lock, impl_has_delayed_work,
    ioctl::{_IOC_NR, _IOC_SIZE, _IOC_TYPE},
    iov::{IovIterDest, IovIterSource},
    list::{impl_list_arc_safe, impl_list_item, List, ListArc, ListLinks},
    miscdevice::{MiscDevice, MiscDeviceOptions, MiscDeviceRegistration},
    new_condvar, new_mutex, new_spinlock,
    prelude::*,
    rbtree::RBTree,
    seq_file::SeqFile,
    seq_print, static_lock_class,
    str::BStr,
    sync::{
        aref::ARef,
        atomic::{ordering::Relaxed, Atomic},
        poll::{PollCondVarBox, PollTable},
        Arc, ArcBorrow, CondVar, Mutex, SpinLock,
    },
    task::{Kuid, Task},
    types::ForeignOwnable,
    uaccess::{UserSlice, UserSliceReader, UserSliceWriter},
    workqueue::{self, new_delayed_work, DelayedWork, WorkItem},
};
use zerocopy::FromZeros;

module! {
    type: ParcelModule,
    name: "parcel_rust",
    authors: ["own"],
    description: "Processes pass parcels through boxes; in Rust",
    license: "GPL",
    // CRATE: parameters exist, but cannot be changed in sysfs (perm is 0), and there is no pub
    // way to say so.
    params: {
        max_boxes: u32 { default: 16384, description: "boxes at the same time", },
        max_boxes_per_user: u32 { default: 1024, description: "boxes of one user", },
        max_bytes: u64 { default: 4 << 30, description: "sum of the capacities, in bytes", },
        max_handles: u32 { default: 1024, description: "handles in one open file", },
    },
}

// The interface -----------------------------------------------------------------

const NAME_SIZE: usize = 32;
const MAX_LENGTH: u64 = 65536;
const MAX_SEGMENTS: u32 = 64;
const MAX_RECORDS: u32 = 256;
const MAX_BOX_PARCELS: u32 = 16384;
const MAX_BOX_BYTES: u64 = 16 << 20;
const DEFAULT_BOX_PARCELS: u32 = 64;
const DEFAULT_BOX_BYTES: u64 = 262144;
const RIGHT_SEND: u32 = 1;
const RIGHT_RECEIVE: u32 = 2;
const RIGHT_ADMIN: u32 = 4;
const RIGHTS: u32 = 7;
const MODE_MASK: u32 = 0o666;
const DONTWAIT: u32 = 1;
const PEEK: u32 = 2;
const SELECT_NONE: u32 = 4;
const KIND_BOX: u32 = 1;
const KIND_PARCEL: u32 = 2;
const STATE_UNLINKED: u32 = 1;
const IOC_TYPE: u32 = 0xb9;
const PAGE_SIZE: usize = 4096;

type Name = [u8; NAME_SIZE];

/// The default box's name.
const DEFAULT_NAME: Name = {
    let mut name = [0; NAME_SIZE];
    let text = b"default";
    let mut i = 0;
    while i < text.len() {
        name[i] = text[i];
        i += 1;
    }
    name
};

macro_rules! uapi {
    ($(struct $name:ident, $size:literal { $($field:ident: $type:ty,)* })*) => {$(
        // Padding is a compile error of IntoBytes; a size that differs, of the assertion.
        #[repr(C)]
        #[derive(Clone, Copy, FromBytes, IntoBytes, zerocopy_derive::Immutable)]
        struct $name { $($field: $type,)* }
        const _: () = assert!(size_of::<$name>() == $size);
    )*};
}

uapi! {
    struct Segment, 16 { address: u64, length: u64, }
    struct Record, 12 { tag: u32, offset: u32, length: u32, }
    struct Info, 40 {
        length: u64, sequence: u64, deadline: u64, nr_records: u32, pid: u32, uid: u32,
        reserved: u32,
    }
    struct Create, 64 {
        name: Name, flags: u32, mode: u32, capacity_parcels: u32, rights: u32,
        capacity_bytes: u64, handle: u32, reserved: u32,
    }
    struct Open, 48 { name: Name, flags: u32, rights: u32, handle: u32, reserved: u32, }
    struct HandleFlags, 8 { handle: u32, flags: u32, }
    struct Send, 56 {
        handle: u32, flags: u32, segments: u64, records: u64, nr_segments: u32, nr_records: u32,
        length: u64, deadline: u64, sequence: u64,
    }
    struct Receive, 80 {
        handle: u32, flags: u32, buffer: u64, buffer_size: u64, records: u64, max_records: u32,
        reserved: u32, info: Info,
    }
    struct Take, 56 { handle: u32, flags: u32, parcel: u32, reserved: u32, info: Info, }
    struct Read, 32 { handle: u32, flags: u32, offset: u64, length: u64, buffer: u64, }
    struct ReadRecord, 48 {
        handle: u32, flags: u32, index: u32, reserved: u32, buffer: u64, buffer_size: u64,
        record: Record, reserved2: u32,
    }
    struct Forward, 24 { parcel: u32, bx: u32, flags: u32, reserved: u32, sequence: u64, }
    struct Move, 24 { from: u32, to: u32, flags: u32, reserved: u32, sequence: u64, }
    struct Stat, 152 {
        handle: u32, flags: u32, kind: u32, rights: u32, name: Name, mode: u32, uid: u32,
        gid: u32, state: u32, capacity_parcels: u32, queued_parcels: u32, capacity_bytes: u64,
        queued_bytes: u64, sent: u64, received: u64, expired: u64, info: Info,
    }
}

fn user(address: u64, length: u64) -> UserSlice {
    UserSlice::new(UserPtr::from_addr(address as usize), length as usize)
}

/// What is known about the caller's structure, which may be older or newer than ours.
struct Caller {
    address: usize,
    size: usize,
}

impl Caller {
    fn read<T: FromBytes + IntoBytes>(&self, first: usize) -> Result<T> {
        if self.size < first {
            return Err(EINVAL);
        }
        if self.size > PAGE_SIZE {
            return Err(E2BIG);
        }
        let mut from = UserSlice::new(UserPtr::from_addr(self.address), self.size).reader();
        let mut value = T::new_zeroed();
        let known = self.size.min(size_of::<T>());
        from.read_slice(value.as_mut_bytes().get_mut(..known).ok_or(EINVAL)?)?;
        while !from.is_empty() {
            if from.read::<u8>()? != 0 {
                return Err(E2BIG);
            }
        }
        Ok(value)
    }

    fn write<T: IntoBytes + zerocopy::Immutable>(&self, value: &T) -> Result {
        let known = self.size.min(size_of::<T>());
        UserSlice::new(UserPtr::from_addr(self.address), self.size)
            .writer()
            .write_slice(value.as_bytes().get(..known).ok_or(EINVAL)?)
    }
}

// Contents and parcels ------------------------------------------------------------

/// What a parcel carries. It never changes, so it is shared without a lock.
struct Content {
    bytes: KVVec<u8>,
    records: KVec<Record>,
    deadline: u64,
    uid: Kuid,
    // CRATE: no struct pid, only struct task_struct: the whole task stays until the parcel goes,
    // and the pid reads 0 once the sender has exited.
    sender: ARef<Task>,
}

/// Who opened the file: it is settled then, whoever calls later.
struct Opener {
    uid: Kuid,
    task: ARef<Task>,
}

impl Content {
    fn new(
        bytes: KVVec<u8>,
        records: KVec<Record>,
        deadline: u64,
        opener: &Opener,
    ) -> Result<Arc<Self>> {
        let content = Content {
            bytes,
            records,
            deadline,
            uid: opener.uid,
            sender: opener.task.clone(),
        };
        Ok(Arc::new(content, GFP_KERNEL_ACCOUNT)?)
    }

    fn from_user(request: &Send, opener: &Opener) -> Result<Arc<Self>> {
        if request.nr_segments > MAX_SEGMENTS || request.nr_records > MAX_RECORDS {
            return Err(EOVERFLOW);
        }
        if request.length == 0 {
            return Err(EINVAL);
        }
        if request.length > MAX_LENGTH {
            return Err(EMSGSIZE);
        }
        let mut bytes = KVVec::with_capacity(request.length as usize, GFP_KERNEL_ACCOUNT)?;
        let mut left = request.length;
        let count = request.nr_segments as usize;
        let mut segments = user(request.segments, (count * size_of::<Segment>()) as u64).reader();
        for _ in 0..count {
            let segment: Segment = read_one(&mut segments)?;
            left = left.checked_sub(segment.length).ok_or(EINVAL)?;
            user(segment.address, segment.length).read_all(&mut bytes, GFP_KERNEL_ACCOUNT)?;
        }
        if left != 0 {
            return Err(EINVAL);
        }
        let count = request.nr_records as usize;
        let mut records = KVec::with_capacity(count, GFP_KERNEL_ACCOUNT)?;
        let mut from = user(request.records, (count * size_of::<Record>()) as u64).reader();
        for _ in 0..count {
            let record: Record = read_one(&mut from)?;
            let end = u64::from(record.offset) + u64::from(record.length);
            if end > request.length {
                return Err(EINVAL);
            }
            records.push(record, GFP_KERNEL_ACCOUNT)?;
        }
        Content::new(bytes, records, request.deadline, opener)
    }

    fn from_iter(from: &mut IovIterSource<'_>, opener: &Opener) -> Result<Arc<Self>> {
        let length = from.len();
        if length == 0 {
            return Err(EINVAL);
        }
        if length as u64 > MAX_LENGTH {
            return Err(EMSGSIZE);
        }
        let mut bytes = KVVec::new();
        if from.copy_from_iter_vec(&mut bytes, GFP_KERNEL_ACCOUNT)? != length {
            return Err(EFAULT);
        }
        Content::new(bytes, KVec::new(), 0, opener)
    }

    fn length(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// What it counts against a box.
    fn size(&self) -> u64 {
        self.length() + (self.records.len() * size_of::<Record>()) as u64
    }

    fn range(&self, offset: u64, length: u64) -> Result<&[u8]> {
        let end = offset.checked_add(length).ok_or(EINVAL)?;
        self.bytes.get(offset as usize..end as usize).ok_or(EINVAL)
    }

    fn info(&self, sequence: u64) -> Info {
        Info {
            length: self.length(),
            sequence,
            deadline: self.deadline,
            nr_records: self.records.len() as u32,
            pid: self.sender.tgid_nr_ns(current!().active_pid_ns()) as u32,
            // CRATE: from_kuid(), not from_kuid_munged(): -1 and not the overflow uid.
            uid: self.uid.into_uid_in_current_ns(),
            reserved: 0,
        }
    }
}

fn read_one<T: FromBytes + IntoBytes>(from: &mut UserSliceReader) -> Result<T> {
    let mut value = T::new_zeroed();
    from.read_slice(value.as_mut_bytes())?;
    Ok(value)
}

/// A content on its way. A ListArc is the one owner of its links.
#[pin_data]
struct Parcel {
    content: Arc<Content>,
    // CRATE: a ListArc gives shared access only, so what changes in a parcel must be atomic.
    sequence: Atomic<u64>,
    #[pin]
    links: ListLinks,
}

impl_list_arc_safe! {
    impl ListArcSafe<0> for Parcel { untracked; }
}
impl_list_item! {
    impl ListItem<0> for Parcel { using ListLinks { self.links }; }
}

impl Parcel {
    fn new(content: Arc<Content>) -> Result<ListArc<Self>> {
        let parcel = try_pin_init!(Self {
            content,
            sequence: Atomic::new(0),
            links <- ListLinks::new(),
        });
        ListArc::pin_init(parcel, GFP_KERNEL_ACCOUNT)
    }

    fn info(&self) -> Info {
        self.content.info(self.sequence.load(Relaxed))
    }
}

// Boxes ---------------------------------------------------------------------------

struct BoxState {
    queue: List<Parcel>,
    parcels: u32,
    bytes: u64,
    sent: u64,
    received: u64,
    expired: u64,
    senders: u32,
    receivers: u32,
    senders_asleep: u32,
    receivers_asleep: u32,
    unlinked: bool,
    next_expiry: u64,
}

#[pin_data(PinnedDrop)]
struct Bin {
    name: Name,
    uid: Kuid,
    /// Under which number it counts.
    account: u32,
    mode: u32,
    capacity_parcels: u32,
    capacity_bytes: u64,
    depot: Arc<Depot>,
    #[pin]
    state: SpinLock<BoxState>,
    #[pin]
    receivers: CondVar,
    #[pin]
    senders: CondVar,
    // CRATE: a PollCondVar waits for a grace period when it is dropped; this one does not.
    pollers: PollCondVarBox,
    #[pin]
    expiry: DelayedWork<Bin>,
}

impl_has_delayed_work! {
    impl HasDelayedWork<Self> for Bin { self.expiry }
}

impl WorkItem for Bin {
    type Pointer = Arc<Bin>;

    fn run(this: Arc<Bin>) {
        this.drop_late();
        let state = this.state.lock();
        this.expect(&state);
    }
}

/// What a receiver has room for.
struct Demand {
    size: u64,
    max_records: u32,
    info: Option<Info>,
}

impl Demand {
    fn check(&mut self, head: &Parcel) -> Result {
        let info = head.info();
        let fits = info.length <= self.size
            && (self.max_records == 0 || info.nr_records <= self.max_records);
        self.info = Some(info);
        if fits {
            Ok(())
        } else {
            Err(EMSGSIZE)
        }
    }
}

/// CLOCK_MONOTONIC in nanoseconds.
fn now() -> u64 {
    // CRATE: Instant::as_nanos() is private to the crate, and an Instant cannot be made of a
    // number, so a deadline of the caller's cannot be compared with safe code.
    // SAFETY: It can be called at any time.
    unsafe { bindings::ktime_get() as u64 }
}

impl Bin {
    fn new(request: &Create, uid: Kuid, account: u32, depot: Arc<Depot>) -> Result<Arc<Self>> {
        let or = |value, default| if value == 0 { default } else { value };
        let capacity_bytes = match request.capacity_bytes {
            0 => DEFAULT_BOX_BYTES,
            bytes => bytes,
        };
        let pollers = PollCondVarBox::new(c"Bin::pollers", static_lock_class!())?;
        Arc::pin_init(
            pin_init!(Self {
                name: request.name,
                // CRATE: no gid at all.
                uid,
                account,
                mode: request.mode,
                capacity_parcels: or(request.capacity_parcels, DEFAULT_BOX_PARCELS),
                capacity_bytes,
                depot,
                state <- new_spinlock!(BoxState {
                    queue: List::new(),
                    parcels: 0,
                    bytes: 0,
                    sent: 0,
                    received: 0,
                    expired: 0,
                    senders: 0,
                    receivers: 0,
                    senders_asleep: 0,
                    receivers_asleep: 0,
                    unlinked: false,
                    next_expiry: 0,
                }, "Bin::state"),
                receivers <- new_condvar!("Bin::receivers"),
                senders <- new_condvar!("Bin::senders"),
                pollers,
                expiry <- new_delayed_work!("Bin::expiry"),
            }),
            GFP_KERNEL_ACCOUNT,
        )
    }

    /// Its name, without the zeroes behind it.
    fn text(&self) -> &[u8] {
        self.name
            .split(|byte| *byte == 0)
            .next()
            .unwrap_or_default()
    }

    fn permission(&self, rights: u32, opener: &Opener) -> Result {
        let owner = self.uid == opener.uid;
        // CRATE: neither groups nor capable(): a group's bits and root's privilege are missing.
        let mode = if owner { self.mode >> 6 } else { self.mode };
        if rights & RIGHT_ADMIN != 0 && !owner
            || rights & RIGHT_RECEIVE != 0 && mode & 4 == 0
            || rights & RIGHT_SEND != 0 && mode & 2 == 0
        {
            return Err(EACCES);
        }
        Ok(())
    }

    fn may_send(&self, state: &BoxState, length: u64) -> Result {
        if length > self.capacity_bytes {
            Err(EMSGSIZE)
        } else if state.unlinked && state.receivers == 0 {
            Err(EPIPE)
        } else if state.parcels >= self.capacity_parcels
            || state.bytes + length > self.capacity_bytes
        {
            Err(EAGAIN)
        } else {
            Ok(())
        }
    }

    /// ENOENT is the end of the stream.
    fn may_receive(state: &BoxState) -> Result<ArcBorrow<'_, Parcel>> {
        match state.queue.iter().next() {
            Some(head) => Ok(head),
            None if state.unlinked && state.senders == 0 => Err(ENOENT),
            None => Err(EAGAIN),
        }
    }

    fn enqueue(self: &Arc<Self>, state: &mut BoxState, parcel: ListArc<Parcel>) -> u64 {
        state.sent += 1;
        parcel.sequence.store(state.sent, Relaxed);
        self.put(state, parcel, false);
        state.sent
    }

    fn put(self: &Arc<Self>, state: &mut BoxState, parcel: ListArc<Parcel>, front: bool) {
        let deadline = parcel.content.deadline;
        state.bytes += parcel.content.size();
        state.parcels += 1;
        if front {
            state.queue.push_front(parcel);
        } else {
            state.queue.push_back(parcel);
        }
        if deadline != 0 && (state.next_expiry == 0 || deadline < state.next_expiry) {
            state.next_expiry = deadline;
            self.expect(state);
        }
    }

    /// CRATE: no mod_delayed_work(): work that is queued cannot be asked to come sooner.
    fn expect(self: &Arc<Self>, state: &BoxState) {
        if state.next_expiry != 0 {
            let left = state.next_expiry.saturating_sub(now()) / 1_000_000 + 1;
            let _ = workqueue::system()
                .enqueue_delayed(self.clone(), kernel::time::msecs_to_jiffies(left as u32));
        }
    }

    fn dequeue(state: &mut BoxState) -> Option<ListArc<Parcel>> {
        let parcel = state.queue.pop_front()?;
        state.bytes -= parcel.content.size();
        state.parcels -= 1;
        state.received += 1;
        Some(parcel)
    }

    /// Parcels whose deadline has passed go, when the lock is free again: freeing may sleep.
    fn drop_late(&self) {
        // Declared before the lock, so that it is dropped after it: the compiler does not mind
        // the other order, and freeing may sleep.
        let mut late = List::new();
        let mut state = self.state.lock();
        if state.next_expiry == 0 || state.next_expiry > now() {
            return;
        }
        Self::set_late_aside(&mut state, &mut late);
        self.changed(&state);
    }

    fn set_late_aside(state: &mut BoxState, late: &mut List<Parcel>) {
        state.next_expiry = 0;
        let mut cursor = state.queue.cursor_front();
        while let Some(next) = cursor.peek_next() {
            let deadline = next.content.deadline;
            if deadline != 0 && deadline <= now() {
                let parcel = next.remove();
                state.bytes -= parcel.content.size();
                state.parcels -= 1;
                state.expired += 1;
                late.push_back(parcel);
            } else {
                if deadline != 0 && (state.next_expiry == 0 || deadline < state.next_expiry) {
                    state.next_expiry = deadline;
                }
                cursor.move_next();
            }
        }
    }

    fn send(self: &Arc<Self>, parcel: ListArc<Parcel>, wait: bool) -> Sent {
        let size = parcel.content.size();
        let mut state = self.state.lock();
        loop {
            let err = match self.may_send(&state, size) {
                Ok(()) => break,
                Err(err) => err,
            };
            if err != EAGAIN || !wait {
                return Err((err, parcel));
            }
            state.senders_asleep += 1;
            let signal = self.senders.wait_interruptible(&mut state);
            state.senders_asleep -= 1;
            if signal {
                self.changed(&state);
                return Err((ERESTARTSYS, parcel));
            }
        }
        let sequence = self.enqueue(&mut state, parcel);
        self.arrived(&state);
        Ok(sequence)
    }

    /// `with` looks at the head and says what to do with it. None is the end of the stream.
    fn receive<T>(
        &self,
        wait: bool,
        mut with: impl FnMut(&mut BoxState) -> Result<T>,
    ) -> Result<Option<T>> {
        self.drop_late();
        let mut state = self.state.lock();
        loop {
            let err = match Self::may_receive(&state) {
                Ok(_) => {
                    let result = with(&mut state);
                    self.changed(&state);
                    return Ok(Some(result?));
                }
                Err(err) => err,
            };
            if err == ENOENT {
                return Ok(None);
            }
            if !wait {
                return Err(err);
            }
            state.receivers_asleep += 1;
            let signal = self.receivers.wait_interruptible(&mut state);
            state.receivers_asleep -= 1;
            if signal {
                self.changed(&state);
                return Err(ERESTARTSYS);
            }
        }
    }

    fn take(&self, demand: &mut Demand, wait: bool) -> Result<Option<ListArc<Parcel>>> {
        self.receive(wait, |state| {
            demand.check(&*Self::may_receive(state)?)?;
            Self::dequeue(state).ok_or(EAGAIN)
        })
    }

    fn peek(&self, demand: &mut Demand, wait: bool) -> Result<Option<Arc<Content>>> {
        self.receive(wait, |state| {
            let head = Self::may_receive(state)?;
            demand.check(&head)?;
            Ok(head.content.clone())
        })
    }

    fn give_back(self: &Arc<Self>, parcel: ListArc<Parcel>) {
        let mut state = self.state.lock();
        state.received -= 1;
        self.put(&mut state, parcel, true);
        self.arrived(&state);
    }

    fn move_to(self: &Arc<Self>, to: &Arc<Self>) -> Result<Option<(u64, u64)>> {
        if Arc::ptr_eq(self, to) {
            return Err(EINVAL);
        }
        self.drop_late();
        // CRATE: no spin_lock_nested(), so lockdep, where it is on, should take this for a deadlock.
        let (mut source, mut target);
        if Arc::as_ptr(self) < Arc::as_ptr(to) {
            source = self.state.lock();
            target = to.state.lock();
        } else {
            target = to.state.lock();
            source = self.state.lock();
        }
        let (length, size) = match Self::may_receive(&source) {
            Ok(head) => (head.content.length(), head.content.size()),
            Err(err) if err == ENOENT => return Ok(None),
            Err(err) => return Err(err),
        };
        to.may_send(&target, size)?;
        let parcel = Self::dequeue(&mut source).ok_or(EAGAIN)?;
        let sequence = to.enqueue(&mut target, parcel);
        self.changed(&source);
        to.arrived(&target);
        Ok(Some((length, sequence)))
    }

    /// Wake whoever may go on. Senders of different lengths are all woken. CRATE: no
    /// waitqueue_active(): who sleeps is counted here, and who polls cannot be.
    fn changed(&self, state: &BoxState) {
        if state.senders_asleep != 0 {
            self.senders.notify_all();
        }
        self.arrived(state);
    }

    fn arrived(&self, state: &BoxState) {
        if state.receivers_asleep != 0 {
            self.receivers.notify_one();
        }
        self.pollers.notify_all();
    }

    fn poll(&self, rights: u32) -> u32 {
        let state = self.state.lock();
        let mut events = 0;
        if rights & RIGHT_RECEIVE != 0 {
            match Self::may_receive(&state) {
                Ok(_) => events |= bindings::POLLIN | bindings::POLLRDNORM,
                Err(err) if err == ENOENT => {
                    events |= bindings::POLLIN | bindings::POLLRDNORM | bindings::POLLHUP
                }
                Err(_) => (),
            }
        }
        if rights & RIGHT_SEND != 0 {
            match self.may_send(&state, 1) {
                Ok(()) => events |= bindings::POLLOUT | bindings::POLLWRNORM,
                Err(err) if err == EPIPE => events |= bindings::POLLERR,
                Err(_) => (),
            }
        }
        events
    }

    fn ended(&self) {
        self.senders.notify_all();
        self.receivers.notify_all();
        self.pollers.notify_all();
    }

    fn stat(&self, stat: &mut Stat) {
        self.drop_late();
        stat.kind = KIND_BOX;
        stat.name = self.name;
        stat.mode = self.mode;
        stat.uid = self.uid.into_uid_in_current_ns();
        stat.capacity_parcels = self.capacity_parcels;
        stat.capacity_bytes = self.capacity_bytes;
        let state = self.state.lock();
        stat.state = if state.unlinked { STATE_UNLINKED } else { 0 };
        stat.queued_parcels = state.parcels;
        stat.queued_bytes = state.bytes;
        stat.sent = state.sent;
        stat.received = state.received;
        stat.expired = state.expired;
    }
}

/// The sequence, or why not and the parcel, which the caller has to do something with.
type Sent = core::result::Result<u64, (Error, ListArc<Parcel>)>;

#[pinned_drop]
impl PinnedDrop for Bin {
    fn drop(self: Pin<&mut Self>) {
        self.depot.refund(&self);
    }
}

/// A handle's or selection's share in a box; it counts as somebody who may send or receive.
struct Opened {
    bin: Arc<Bin>,
    rights: u32,
}

impl Opened {
    fn new(bin: Arc<Bin>, rights: u32) -> Self {
        let mut state = bin.state.lock();
        state.senders += u32::from(rights & RIGHT_SEND != 0);
        state.receivers += u32::from(rights & RIGHT_RECEIVE != 0);
        drop(state);
        Opened { bin, rights }
    }

    fn with(&self, rights: u32) -> Result<Arc<Bin>> {
        if self.rights & rights != rights {
            return Err(EACCES);
        }
        Ok(self.bin.clone())
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        let mut state = self.bin.state.lock();
        state.senders -= u32::from(self.rights & RIGHT_SEND != 0);
        state.receivers -= u32::from(self.rights & RIGHT_RECEIVE != 0);
        let ended = state.unlinked && (state.senders == 0 || state.receivers == 0);
        drop(state);
        if ended {
            self.bin.ended();
        }
    }
}

// The device ------------------------------------------------------------------------

struct DepotState {
    names: RBTree<Name, Arc<Bin>>,
    users: RBTree<u32, u32>,
    boxes: u32,
    bytes: u64,
}

#[pin_data]
struct Depot {
    #[pin]
    state: Mutex<DepotState>,
}

impl Depot {
    fn new() -> Result<Arc<Self>> {
        Arc::pin_init(
            pin_init!(Self {
                state <- new_mutex!(DepotState {
                    names: RBTree::new(),
                    users: RBTree::new(),
                    boxes: 0,
                    bytes: 0,
                }, "Depot::state"),
            }),
            GFP_KERNEL,
        )
    }

    fn create(self: &Arc<Self>, request: &Create, owner: Kuid) -> Result<Arc<Bin>> {
        let capacity = match request.capacity_bytes {
            0 => DEFAULT_BOX_BYTES,
            bytes => bytes,
        };
        // CRATE: a Kuid cannot be compared by order or made a number but in the caller's
        // namespace, so it is no key: users of different namespaces share a count.
        let uid = owner.into_uid_in_current_ns();
        let mut state = self.state.lock();
        if state.names.get(&request.name).is_some() {
            return Err(EEXIST);
        }
        if state.boxes >= *module_parameters::max_boxes.value_ref()
            || state.bytes.saturating_add(capacity) > *module_parameters::max_bytes.value_ref()
        {
            return Err(ENOSPC);
        }
        match state.users.get_mut(&uid) {
            Some(count) if *count >= *module_parameters::max_boxes_per_user.value_ref() => {
                return Err(EDQUOT)
            }
            Some(count) => *count += 1,
            None => {
                state
                    .users
                    .try_create_and_insert(uid, 1, GFP_KERNEL_ACCOUNT)?;
            }
        }
        state.boxes += 1;
        state.bytes += capacity;
        drop(state);
        // From here on the box gives back what it took from the depot, whatever happens.
        let bin = Bin::new(request, owner, uid, self.clone())
            .inspect_err(|_| self.refund_user(uid, capacity))?;
        let mut state = self.state.lock();
        if state.names.get(&request.name).is_some() {
            drop(state);
            return Err(EEXIST);
        }
        let inserted =
            state
                .names
                .try_create_and_insert(request.name, bin.clone(), GFP_KERNEL_ACCOUNT);
        drop(state);
        inserted?;
        Ok(bin)
    }

    fn refund(&self, bin: &Bin) {
        self.refund_user(bin.account, bin.capacity_bytes);
    }

    fn refund_user(&self, uid: u32, capacity: u64) {
        let mut state = self.state.lock();
        state.boxes -= 1;
        state.bytes -= capacity;
        let last = match state.users.get_mut(&uid) {
            Some(count) => {
                *count -= 1;
                *count == 0
            }
            None => false,
        };
        if last {
            state.users.remove(&uid);
        }
    }

    /// Whoever gets it counts at once, so that no end of the stream is seen in between.
    fn open(&self, name: &Name, rights: u32, opener: &Opener) -> Result<Opened> {
        let state = self.state.lock();
        let bin = state.names.get(name).ok_or(ENOENT)?;
        bin.permission(rights, opener)?;
        Ok(Opened::new(bin.clone(), rights))
    }

    fn unlink(&self, bin: &Arc<Bin>) -> Result {
        if bin.name == DEFAULT_NAME {
            return Err(EPERM);
        }
        let mut depot = self.state.lock();
        let mut state = bin.state.lock();
        if replace(&mut state.unlinked, true) {
            return Err(ENOENT);
        }
        let ended = state.senders == 0 || state.receivers == 0;
        drop(state);
        let gone = depot.names.remove_node(&bin.name);
        drop(depot);
        drop(gone);
        if ended {
            bin.ended();
        }
        Ok(())
    }

    /// Boxes keep the depot, and names keep boxes: without this, both would stay for ever.
    fn clear(&self) {
        let names = replace(&mut self.state.lock().names, RBTree::new());
        drop(names);
    }
}

// CRATE: MiscDevice::open() gets no data of the module's, so the depot is global.
global_lock! {
    // SAFETY: ParcelModule::init() initializes it before the device can be opened.
    unsafe(uninit) static DEPOT: Mutex<Option<Arc<Depot>>> = None;
}

#[pin_data(PinnedDrop)]
struct ParcelModule {
    #[pin]
    _device: MiscDeviceRegistration<ParcelFile>,
}

impl kernel::InPlaceModule for ParcelModule {
    fn init(_module: &'static ThisModule) -> impl PinInit<Self, Error> {
        // SAFETY: It is called once.
        unsafe { DEPOT.init() };
        let ready = || {
            let depot = Depot::new()?;
            let mut request = Create::new_zeroed();
            request.name = DEFAULT_NAME;
            request.mode = MODE_MASK;
            depot.create(&request, Kuid::current_euid())?;
            *DEPOT.lock() = Some(depot);
            Ok::<(), Error>(())
        };
        // CRATE: no mode: the node is root's, until somebody says chmod.
        try_pin_init!(Self {
            _: { ready()? },
            _device <- MiscDeviceRegistration::register(OPTIONS),
            // SAFETY: misc_open() reads it, under a lock of its own; a pointer does not tear.
            _: { unsafe { (*_device.as_raw()).fops = &OPERATIONS.0 } },
        })
    }
}

const OPTIONS: MiscDeviceOptions = MiscDeviceOptions {
    name: c"parcel_rust",
};

// CRATE: MiscDevice has no poll(), so the operations are replaced by their copy with one.
struct Operations(bindings::file_operations);
// SAFETY: They never change.
unsafe impl Sync for Operations {}

static OPERATIONS: Operations = {
    let raw = OPTIONS.into_raw::<ParcelFile>();
    // SAFETY: It points to a constant of the crate.
    let mut operations = unsafe { *raw.fops };
    operations.poll = Some(poll);
    Operations(operations)
};

/// # Safety
/// Called by the kernel only, for files that ParcelFile::open() opened.
unsafe extern "C" fn poll(raw: *mut bindings::file, table: *mut bindings::poll_table) -> u32 {
    // SAFETY: The file is valid during the call, and its private data is what open() returned.
    let (me, file, table) = unsafe {
        (
            <Pin<KBox<ParcelFile>>>::borrow((*raw).private_data),
            File::from_raw_file(raw),
            PollTable::from_raw(table),
        )
    };
    // What is waited on goes with the selection, which stays until the file is released.
    match me.selection(|opened| Ok((opened.bin.clone(), opened.rights))) {
        Ok((bin, rights)) => {
            table.register_wait(file, &bin.pollers);
            bin.poll(rights)
        }
        Err(_) => bindings::POLLERR,
    }
}

#[pinned_drop]
impl PinnedDrop for ParcelModule {
    fn drop(self: Pin<&mut Self>) {
        // No file is open, or the module could not go; but the node is still there.
        if let Some(depot) = DEPOT.lock().take() {
            depot.clear();
        }
    }
}

// The open file -----------------------------------------------------------------------

enum Slot {
    Free,
    Reserved,
    Box(Opened),
    Parcel(ListArc<Parcel>),
}

#[derive(Default)]
struct Selection {
    opened: Option<Opened>,
    none: bool,
}

#[pin_data]
struct ParcelFile {
    depot: Arc<Depot>,
    opener: Opener,
    /// Handle 1 is the first.
    #[pin]
    handles: Mutex<KVec<Slot>>,
    #[pin]
    selection: Mutex<Selection>,
}

/// A handle that is not given out yet.
struct Place<'a> {
    file: &'a ParcelFile,
    handle: u32,
}

impl Place<'_> {
    fn install(self, slot: Slot) {
        self.file.put(self.handle, slot);
        core::mem::forget(self);
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.file.put(self.handle, Slot::Free);
    }
}

impl ParcelFile {
    fn reserve(&self) -> Result<Place<'_>> {
        let mut handles = self.handles.lock();
        let free = handles.iter().position(|slot| matches!(slot, Slot::Free));
        let index = match free {
            Some(index) => {
                handles[index] = Slot::Reserved;
                index
            }
            None => {
                if handles.len() >= *module_parameters::max_handles.value_ref() as usize {
                    return Err(EMFILE);
                }
                handles.push(Slot::Reserved, GFP_KERNEL_ACCOUNT)?;
                handles.len() - 1
            }
        };
        Ok(Place {
            file: self,
            handle: index as u32 + 1,
        })
    }

    /// What was there is dropped when the lock is free again.
    fn put(&self, handle: u32, slot: Slot) {
        let mut handles = self.handles.lock();
        let old = match handles.get_mut((handle as usize).wrapping_sub(1)) {
            Some(place) => replace(place, slot),
            None => slot,
        };
        drop(handles);
        drop(old);
    }

    fn look<T>(&self, handle: u32, with: impl FnOnce(&mut Slot) -> Result<T>) -> Result<T> {
        let mut handles = self.handles.lock();
        with(
            handles
                .get_mut((handle as usize).wrapping_sub(1))
                .ok_or(EBADF)?,
        )
    }

    fn bin(&self, handle: u32, rights: u32) -> Result<Arc<Bin>> {
        self.look(handle, |slot| match slot {
            Slot::Box(opened) => opened.with(rights),
            _ => Err(EBADF),
        })
    }

    fn parcel(&self, handle: u32) -> Result<Arc<Content>> {
        self.look(handle, |slot| match slot {
            Slot::Parcel(parcel) => Ok(parcel.content.clone()),
            _ => Err(EBADF),
        })
    }

    fn close(&self, handle: u32) -> Result {
        let old = self.look(handle, |slot| match slot {
            Slot::Free | Slot::Reserved => Err(EBADF),
            slot => Ok(replace(slot, Slot::Free)),
        })?;
        drop(old);
        Ok(())
    }

    fn select(&self, handle: u32, none: bool) -> Result {
        let mut selection = self.selection.lock();
        if selection.opened.is_some() {
            return Err(EBUSY);
        }
        if !none {
            selection.opened = Some(self.look(handle, |slot| match slot {
                Slot::Box(opened) => Ok(Opened::new(opened.bin.clone(), opened.rights)),
                _ => Err(EBADF),
            })?);
        }
        selection.none = none;
        Ok(())
    }

    fn selected(&self, rights: u32) -> Result<Arc<Bin>> {
        self.selection(|opened| opened.with(rights))
    }

    fn selection<T>(&self, with: impl FnOnce(&Opened) -> Result<T>) -> Result<T> {
        let mut selection = self.selection.lock();
        if selection.opened.is_none() {
            if selection.none {
                return Err(ENOTCONN);
            }
            selection.opened = Some(self.depot.open(
                &DEFAULT_NAME,
                RIGHT_SEND | RIGHT_RECEIVE,
                &self.opener,
            )?);
        }
        with(selection.opened.as_ref().ok_or(ENOTCONN)?)
    }
}

fn check_name(name: &Name) -> Result<Name> {
    let length = name
        .iter()
        .position(|byte| *byte == 0)
        .ok_or(ENAMETOOLONG)?;
    let text = name.get(..length).ok_or(EINVAL)?;
    if length == 0
        || text
            .iter()
            .any(|byte| !byte.is_ascii_graphic() || *byte == b'/')
    {
        return Err(EINVAL);
    }
    let mut clean = [0; NAME_SIZE];
    clean.get_mut(..length).ok_or(EINVAL)?.copy_from_slice(text);
    Ok(clean)
}

fn rights_are_valid(rights: u32) -> bool {
    rights != 0 && rights & !RIGHTS == 0
}

fn require(condition: bool) -> Result {
    if condition {
        Ok(())
    } else {
        Err(EINVAL)
    }
}

/// The calls, each with the caller's structure as it was read once.
impl ParcelFile {
    fn create(&self, caller: &Caller) -> Result<isize> {
        let mut request: Create = caller.read(64)?;
        require(
            request.flags == 0
                && request.reserved == 0
                && rights_are_valid(request.rights)
                && request.mode & !MODE_MASK == 0
                && request.capacity_parcels <= MAX_BOX_PARCELS
                && request.capacity_bytes <= MAX_BOX_BYTES,
        )?;
        request.name = check_name(&request.name)?;
        let place = self.reserve()?;
        let bin = self.depot.create(&request, self.opener.uid)?;
        request.handle = place.handle;
        if let Err(err) = caller.write(&request) {
            let _ = self.depot.unlink(&bin);
            return Err(err);
        }
        place.install(Slot::Box(Opened::new(bin, request.rights)));
        Ok(0)
    }

    fn open_box(&self, caller: &Caller) -> Result<isize> {
        let mut request: Open = caller.read(48)?;
        require(request.flags == 0 && request.reserved == 0 && rights_are_valid(request.rights))?;
        request.name = check_name(&request.name)?;
        let place = self.reserve()?;
        let opened = self
            .depot
            .open(&request.name, request.rights, &self.opener)?;
        request.handle = place.handle;
        caller.write(&request)?;
        place.install(Slot::Box(opened));
        Ok(0)
    }

    fn unlink(&self, caller: &Caller) -> Result<isize> {
        let request: HandleFlags = caller.read(8)?;
        require(request.flags == 0)?;
        self.depot.unlink(&self.bin(request.handle, RIGHT_ADMIN)?)?;
        Ok(0)
    }

    fn close_handle(&self, caller: &Caller) -> Result<isize> {
        let request: HandleFlags = caller.read(8)?;
        require(request.flags == 0)?;
        self.close(request.handle)?;
        Ok(0)
    }

    fn send(&self, caller: &Caller, nonblock: bool) -> Result<isize> {
        let mut request: Send = caller.read(56)?;
        require(request.flags & !DONTWAIT == 0)?;
        let bin = self.bin(request.handle, RIGHT_SEND)?;
        if request.deadline != 0 && request.deadline <= now() {
            return Err(ETIME);
        }
        let parcel = Parcel::new(Content::from_user(&request, &self.opener)?)?;
        let wait = !nonblock && request.flags & DONTWAIT == 0;
        request.sequence = bin.send(parcel, wait).map_err(|(err, _)| err)?;
        // What is queued cannot be undone.
        let _ = caller.write(&request);
        Ok(0)
    }

    fn receive(&self, caller: &Caller, nonblock: bool) -> Result<isize> {
        let mut request: Receive = caller.read(80)?;
        require(request.flags & !(DONTWAIT | PEEK) == 0 && request.reserved == 0)?;
        let bin = self.bin(request.handle, RIGHT_RECEIVE)?;
        let wait = !nonblock && request.flags & DONTWAIT == 0;
        let mut demand = Demand {
            size: request.buffer_size,
            max_records: request.max_records,
            info: None,
        };
        let tell = |request: &mut Receive, demand: &Demand| {
            if let Some(info) = demand.info {
                request.info = info;
            }
            caller.write(request)
        };
        if request.flags & PEEK != 0 {
            let content = match bin.peek(&mut demand, wait) {
                Err(err) if err == EMSGSIZE => {
                    tell(&mut request, &demand)?;
                    return Err(err);
                }
                other => other?,
            };
            let Some(content) = content else { return Ok(0) };
            copy_out(&content, &request)?;
            tell(&mut request, &demand)?;
            return Ok(content.length() as isize);
        }
        let parcel = match bin.take(&mut demand, wait) {
            Err(err) if err == EMSGSIZE => {
                tell(&mut request, &demand)?;
                return Err(err);
            }
            other => other?,
        };
        let Some(parcel) = parcel else { return Ok(0) };
        let length = parcel.content.length();
        if let Err(err) =
            copy_out(&parcel.content, &request).and_then(|()| tell(&mut request, &demand))
        {
            bin.give_back(parcel);
            return Err(err);
        }
        Ok(length as isize)
    }

    fn take(&self, caller: &Caller, nonblock: bool) -> Result<isize> {
        let mut request: Take = caller.read(56)?;
        require(request.flags & !DONTWAIT == 0 && request.reserved == 0)?;
        let bin = self.bin(request.handle, RIGHT_RECEIVE)?;
        let place = self.reserve()?;
        let mut demand = Demand {
            size: u64::MAX,
            max_records: 0,
            info: None,
        };
        let wait = !nonblock && request.flags & DONTWAIT == 0;
        let Some(parcel) = bin.take(&mut demand, wait)? else {
            request.parcel = 0;
            caller.write(&request)?;
            return Ok(0);
        };
        let length = parcel.content.length();
        request.parcel = place.handle;
        request.info = demand.info.unwrap_or(request.info);
        if let Err(err) = caller.write(&request) {
            bin.give_back(parcel);
            return Err(err);
        }
        place.install(Slot::Parcel(parcel));
        Ok(length as isize)
    }

    fn read(&self, caller: &Caller) -> Result<isize> {
        let request: Read = caller.read(32)?;
        require(request.flags == 0)?;
        let content = self.parcel(request.handle)?;
        let bytes = content.range(request.offset, request.length)?;
        user(request.buffer, request.length)
            .writer()
            .write_slice(bytes)?;
        Ok(bytes.len() as isize)
    }

    fn read_record(&self, caller: &Caller) -> Result<isize> {
        let mut request: ReadRecord = caller.read(48)?;
        require(request.flags == 0 && request.reserved == 0 && request.reserved2 == 0)?;
        let content = self.parcel(request.handle)?;
        let record = *content.records.get(request.index as usize).ok_or(EINVAL)?;
        request.record = record;
        if request.buffer_size == 0 {
            caller.write(&request)?;
            return Ok(0);
        }
        if request.buffer_size < u64::from(record.length) {
            caller.write(&request)?;
            return Err(EMSGSIZE);
        }
        let bytes = content.range(record.offset.into(), record.length.into())?;
        user(request.buffer, bytes.len() as u64)
            .writer()
            .write_slice(bytes)?;
        caller.write(&request)?;
        Ok(bytes.len() as isize)
    }

    fn forward(&self, caller: &Caller, nonblock: bool) -> Result<isize> {
        let mut request: Forward = caller.read(24)?;
        require(request.flags & !DONTWAIT == 0 && request.reserved == 0)?;
        let bin = self.bin(request.bx, RIGHT_SEND)?;
        let slot = self.look(request.parcel, |slot| match slot {
            Slot::Parcel(_) => Ok(replace(slot, Slot::Reserved)),
            Slot::Reserved => Err(EBUSY),
            _ => Err(EBADF),
        })?;
        let Slot::Parcel(parcel) = slot else {
            return Err(EBADF);
        };
        let wait = !nonblock && request.flags & DONTWAIT == 0;
        match bin.send(parcel, wait) {
            Ok(sequence) => request.sequence = sequence,
            Err((err, parcel)) => {
                self.put(request.parcel, Slot::Parcel(parcel));
                return Err(err);
            }
        }
        self.put(request.parcel, Slot::Free);
        let _ = caller.write(&request);
        Ok(0)
    }

    fn move_one(&self, caller: &Caller) -> Result<isize> {
        let mut request: Move = caller.read(24)?;
        require(request.flags == 0 && request.reserved == 0)?;
        let from = self.bin(request.from, RIGHT_RECEIVE)?;
        let to = self.bin(request.to, RIGHT_SEND)?;
        let Some((length, sequence)) = from.move_to(&to)? else {
            return Ok(0);
        };
        request.sequence = sequence;
        let _ = caller.write(&request);
        Ok(length as isize)
    }

    fn choose(&self, caller: &Caller) -> Result<isize> {
        let request: HandleFlags = caller.read(8)?;
        require(request.flags & !SELECT_NONE == 0 && (request.flags == 0 || request.handle == 0))?;
        self.select(request.handle, request.flags != 0)?;
        Ok(0)
    }

    fn stat(&self, caller: &Caller) -> Result<isize> {
        let request: Stat = caller.read(152)?;
        require(request.flags == 0)?;
        let mut stat = Stat::new_zeroed();
        stat.handle = request.handle;
        enum Named {
            Box(Arc<Bin>, u32),
            Parcel(Info),
        }
        let named = self.look(request.handle, |slot| match slot {
            Slot::Box(opened) => Ok(Named::Box(opened.bin.clone(), opened.rights)),
            Slot::Parcel(parcel) => Ok(Named::Parcel(parcel.info())),
            _ => Err(EBADF),
        })?;
        match named {
            Named::Box(bin, rights) => {
                stat.rights = rights;
                bin.stat(&mut stat);
            }
            Named::Parcel(info) => {
                stat.kind = KIND_PARCEL;
                stat.info = info;
            }
        }
        caller.write(&stat)?;
        Ok(0)
    }
}

fn copy_out(content: &Content, request: &Receive) -> Result {
    user(request.buffer, request.buffer_size)
        .writer()
        .write_slice(&content.bytes)?;
    if request.max_records == 0 {
        return Ok(());
    }
    let bytes = content.records.as_slice().as_bytes();
    let mut to: UserSliceWriter = user(request.records, bytes.len() as u64).writer();
    to.write_slice(bytes)
}

/// CRATE: not in the bindings, where the other IOCB_* are: it is defined by a cast.
const IOCB_NOWAIT: i32 = 0x8;

/// O_NONBLOCK or RWF_NOWAIT.
fn nonblock<T: ForeignOwnable>(kiocb: &Kiocb<'_, T>) -> bool {
    // CRATE: a Kiocb tells neither its file nor its flags.
    // SAFETY: The kiocb and its file are valid as long as `kiocb` is.
    unsafe {
        let raw = kiocb.as_raw();
        (*raw).ki_flags & IOCB_NOWAIT != 0 || (*(*raw).ki_filp).f_flags & O_NONBLOCK != 0
    }
}

#[vtable]
impl MiscDevice for ParcelFile {
    type Ptr = Pin<KBox<Self>>;

    fn open(file: &File, _misc: &MiscDeviceRegistration<Self>) -> Result<Self::Ptr> {
        let depot = DEPOT.lock().as_ref().ok_or(ENODEV)?.clone();
        KBox::pin_init(
            pin_init!(Self {
                depot,
                // CRATE: no fsuid, which is what opened it.
                opener: Opener {
                    uid: file.cred().euid(),
                    task: current!().group_leader().into(),
                },
                handles <- new_mutex!(KVec::new(), "ParcelFile::handles"),
                selection <- new_mutex!(Selection::default(), "ParcelFile::selection"),
            }),
            GFP_KERNEL_ACCOUNT,
        )
    }

    fn ioctl(me: Pin<&Self>, file: &File, cmd: u32, arg: usize) -> Result<isize> {
        if _IOC_TYPE(cmd) != IOC_TYPE {
            return Err(ENOTTY);
        }
        let caller = Caller {
            address: arg,
            size: _IOC_SIZE(cmd),
        };
        let nonblock = file.flags() & O_NONBLOCK != 0;
        match _IOC_NR(cmd) {
            0x01 => me.create(&caller),
            0x02 => me.open_box(&caller),
            0x03 => me.unlink(&caller),
            0x04 => me.close_handle(&caller),
            0x05 => me.send(&caller, nonblock),
            0x06 => me.receive(&caller, nonblock),
            0x07 => me.take(&caller, nonblock),
            0x08 => me.read(&caller),
            0x09 => me.read_record(&caller),
            0x0a => me.forward(&caller, nonblock),
            0x0b => me.move_one(&caller),
            0x0c => me.choose(&caller),
            0x0d => me.stat(&caller),
            _ => Err(ENOTTY),
        }
    }

    fn read_iter(kiocb: Kiocb<'_, Self::Ptr>, iov: &mut IovIterDest<'_>) -> Result<usize> {
        let me = kiocb.file();
        let bin = me.selected(RIGHT_RECEIVE)?;
        if iov.len() == 0 {
            return Ok(0);
        }
        let mut demand = Demand {
            size: iov.len() as u64,
            max_records: 0,
            info: None,
        };
        let Some(parcel) = bin.take(&mut demand, !nonblock(&kiocb))? else {
            return Ok(0);
        };
        let length = parcel.content.bytes.len();
        if iov.copy_to_iter(&parcel.content.bytes) != length {
            bin.give_back(parcel);
            return Err(EFAULT);
        }
        Ok(length)
    }

    fn write_iter(kiocb: Kiocb<'_, Self::Ptr>, iov: &mut IovIterSource<'_>) -> Result<usize> {
        let me = kiocb.file();
        let bin = me.selected(RIGHT_SEND)?;
        let parcel = Parcel::new(Content::from_iter(iov, &me.opener)?)?;
        let length = parcel.content.bytes.len();
        bin.send(parcel, !nonblock(&kiocb))
            .map_err(|(err, _)| err)?;
        Ok(length)
    }

    fn show_fdinfo(me: Pin<&Self>, m: &SeqFile, _file: &File) {
        let selection = me.selection.lock();
        let (name, rights) = match &selection.opened {
            Some(opened) => (opened.bin.text(), opened.rights),
            None => (b"".as_slice(), 0),
        };
        seq_print!(m, "parcel-box:\t{}\n", BStr::from_bytes(name));
        seq_print!(m, "parcel-rights:\t{:#x}\n", rights);
        drop(selection);
        for (index, slot) in me.handles.lock().iter().enumerate() {
            let handle = index + 1;
            match slot {
                Slot::Box(opened) => {
                    let name = BStr::from_bytes(opened.bin.text());
                    let rights = opened.rights;
                    seq_print!(
                        m,
                        "parcel-handle:\t{handle} box {name} rights {rights:#x}\n"
                    );
                }
                Slot::Parcel(parcel) => {
                    let length = parcel.content.length();
                    seq_print!(m, "parcel-handle:\t{handle} parcel length {length}\n");
                }
                Slot::Free | Slot::Reserved => {}
            }
        }
    }
}
