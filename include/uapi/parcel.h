/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/*
 * The user interface of /dev/parcel and of its twin, /dev/parcel_unsafe.
 */
#ifndef _UAPI_PARCEL_H
#define _UAPI_PARCEL_H

#include <linux/ioctl.h>
#include <linux/types.h>

/**
 * DOC: The parcel device
 *
 * Processes hand each other messages, *parcels*, through named and bounded FIFOs, *boxes*. At
 * every moment a parcel has exactly one owner: the sender, a box, or the receiver. An open file
 * of the device names boxes by small integers, *handles*, that carry rights. Rights are checked
 * when a box is opened and never again: whoever has the file has its handles. A parcel that was
 * *taken* out of its box is named by a handle of the same file.
 *
 * Who somebody is was decided when the file was opened, as the kernel keeps it for the file: the
 * sender of a parcel, the owner of a box, the permission to open one, capabilities, and whose
 * share something counts against are those of the opener, whoever calls on the file. (A program
 * with more rights may find the file on its standard output.) What is only told, numbers of users,
 * processes and times, is told as the caller counts them.
 *
 * read(2) and write(2) move one whole parcel for each call through the box that the file has
 * *selected*; on a file that has selected nothing, the first read, write or poll selects the box
 * PARCEL_DEFAULT_NAME.
 */

/**
 * DOC: Structures that grow
 *
 * Each call is ``ioctl(file, PARCEL_IOC_..., &structure)``. The size in the ioctl number is the
 * size of the caller's structure. The driver finds the call by type and number alone, and takes
 * the size as what the caller knows, in the way of openat2(2) and clone3(2):
 *
 * * smaller than the first version (``PARCEL_..._SIZE_VER0``): -EINVAL;
 * * smaller than the driver's: the members that the caller does not know count as 0;
 * * larger than the driver's: what the driver does not know must be 0, otherwise -E2BIG;
 * * larger than a page: -E2BIG.
 *
 * New members come at the end, and 0 will mean what their absence means. Structures have no
 * implicit padding and the same layout in 32-bit and 64-bit programs; pointers are held in
 * __aligned_u64. Structures that are elements of arrays, and struct parcel_info, never grow.
 *
 * Unknown flags and reserved members that are not 0 get -EINVAL. Members marked *out* are
 * ignored on the way in. They are written when the call succeeds; when it fails, the caller's
 * structure stays as it was (-EMSGSIZE of PARCEL_IOC_RECEIVE and PARCEL_IOC_READ_RECORD apart,
 * which write what would have been needed). A call whose structure can be read but not written
 * back gets -EFAULT and undoes what it did, so that no handle and no parcel is lost. What cannot
 * be undone is queueing: a send, forward or move that has queued its parcel succeeds even if
 * @sequence cannot be written.
 */

/**
 * DOC: Situations and answers
 *
 * These hold for read(2), write(2) and each ioctl(2), and are not repeated below:
 *
 * * -ENODEV: the device was unbound. From then on poll(2) says EPOLLERR | EPOLLHUP. Parcels
 *   that were queued are gone.
 * * -EFAULT: an address of the caller is bad. State is as before the call. When a receiver's
 *   buffer is bad the parcel goes back to the head of its box, where its place was kept (among
 *   concurrent receivers the order is not promised).
 * * -ENOMEM: no memory. State is as before the call.
 * * -EBADF: no such handle in this file, or a handle of the wrong kind.
 * * -EACCES: the handle lacks the right.
 * * -EBUSY: another thread is using the same taken parcel in a way that excludes this call: a
 *   forward, which takes the parcel away, excludes every other call on its handle while it lasts.
 * * -ENOTTY: an ioctl that the driver does not know.
 * * -EINVAL, -E2BIG: see "Structures that grow".
 *
 * Calls that can sleep are interruptible: -EINTR, or the call is restarted. With O_NONBLOCK on
 * the file or PARCEL_DONTWAIT in the call they give -EAGAIN where they would sleep (read and
 * write also with RWF_NOWAIT).
 *
 * * Box full: the sender sleeps. Box empty: the receiver sleeps.
 * * What counts against a box's capacity is whatever was allocated for it and is not freed: queued
 *   parcels, late ones, and those that a receiver is copying out. The size of a parcel is its
 *   payload and its index, sizeof(struct parcel_record) for each record.
 * * Senders who sleep stand in line. Nobody who stands there passes another; of those who do not
 *   sleep at most PARCEL_MAX_PASSED pass the first in line, then the box is full for them, too.
 * * A parcel larger than the box can ever hold: -EMSGSIZE at once, also when the box is full.
 * * An empty parcel: -EINVAL. A read(2) of 0 bytes: 0, and nothing is received.
 * * A buffer too small for the parcel at the head: -EMSGSIZE; the parcel stays.
 * * Box unlinked, empty, and nobody left who may send to it: the end of the stream. read(2),
 *   PARCEL_IOC_RECEIVE, PARCEL_IOC_TAKE and PARCEL_IOC_MOVE return 0.
 * * Box unlinked and nobody left who may receive from it: senders get -EPIPE (no signal).
 * * Handles and selections with the right count as "somebody". A box that is not unlinked always
 *   has somebody, since it can be opened.
 * * A deadline passes: a queued parcel is dropped and counted as expired. A parcel that has been
 *   taken is not: its owner has it.
 * * A user's share is used up: -EDQUOT; state is as before the call. The device is full for all:
 *   -ENOSPC. An opener with CAP_SYS_RESOURCE has no share but only the limits of the device, of
 *   which an eighth is for such openers alone. A user is who opened the file (the filesystem
 *   user); in a user namespace, who made the outermost one.
 *
 * poll(2) looks at the selected box: EPOLLIN | EPOLLRDNORM when a parcel is there or the stream
 * is at its end, EPOLLOUT | EPOLLWRNORM when who does not sleep may send one byte, EPOLLHUP at the
 * end of the stream, EPOLLERR where a sender would get -EPIPE; each only with the right for it.
 * A file that must not select PARCEL_DEFAULT_NAME by itself (PARCEL_SELECT_NONE) and has not
 * selected another box gets EPOLLERR from poll(2), and -ENOTCONN from read(2) and write(2).
 * epoll(7) waits on the box that is selected when the file is added to it: select first.
 */

/* Limits of the interface. Those of the device (module parameters) can be lower. */

#define PARCEL_NAME_SIZE		32	/* bytes of a box name, with its NUL */
#define PARCEL_MAX_LENGTH		65536	/* bytes of payload in one parcel */
#define PARCEL_MAX_SEGMENTS		64	/* user buffers that one send gathers */
#define PARCEL_MAX_RECORDS		256	/* records in the index of one parcel */
#define PARCEL_MAX_BOX_PARCELS		16384	/* capacity of one box, in parcels */
#define PARCEL_MAX_BOX_BYTES		(16 << 20) /* the same in bytes */
#define PARCEL_MAX_PASSED		64	/* parcels that pass a sender who sleeps */
#define PARCEL_OVERHEAD			1024	/* bytes that a parcel, or the place for one in a
						 * box, counts beside its size against limits
						 * of bytes: what is kept of it and its sender
						 */

#define PARCEL_DEFAULT_NAME		"default" /* a box that is always there, mode 0666 */
#define PARCEL_DEFAULT_BOX_PARCELS	64	/* capacity when the creator says 0 */
#define PARCEL_DEFAULT_BOX_BYTES	262144	/* the same in bytes */

/* Rights of a handle to a box. */

#define PARCEL_RIGHT_SEND		0x1
#define PARCEL_RIGHT_RECEIVE		0x2
#define PARCEL_RIGHT_ADMIN		0x4
#define PARCEL_RIGHTS			(PARCEL_RIGHT_SEND | PARCEL_RIGHT_RECEIVE | \
					 PARCEL_RIGHT_ADMIN)

/* Mode bits of a box, as of a file: 0444 may receive, 0222 may send. */

#define PARCEL_MODE_MASK		0666

/* Flags of calls. Each call says which it takes. */

#define PARCEL_DONTWAIT			0x1	/* -EAGAIN instead of sleeping */
#define PARCEL_PEEK			0x2	/* look at the head, leave it there */
#define PARCEL_SELECT_NONE		0x4	/* do not select the default box */
#define PARCEL_STAT_NEXT		0x8	/* the next box that there is, not a handle */

/**
 * struct parcel_segment - one of the user buffers that a send gathers
 * @address: where it begins
 * @length: its bytes; 0 is allowed
 */
struct parcel_segment {
	__aligned_u64 address;
	__aligned_u64 length;
};

/**
 * struct parcel_record - one entry in the index of a parcel
 * @tag: what the record is; a number between sender and receiver
 * @offset: where the record begins in the payload, in bytes
 * @length: bytes of the record
 *
 * A record lies within the payload. Records may be empty, overlap, and come in any order.
 */
struct parcel_record {
	__u32 tag;
	__u32 offset;
	__u32 length;
};

/**
 * struct parcel_info - what is known about a parcel
 * @length: bytes of payload, never 0
 * @sequence: its number in the box that it was last queued in, from 1, one more for each parcel
 *	queued there. The receiver who sees a gap knows that a parcel expired or went elsewhere.
 * @deadline: the sender's deadline, in the reader's time namespace, or 0
 * @nr_records: entries in its index
 * @pid: the sender's process, in the reader's pid namespace; 0 if it is not visible there
 * @uid: the sender's effective user, in the reader's user namespace; the overflow uid if it has
 *	no name there
 * @reserved: 0
 *
 * The sender is the process that opened the file through which the parcel was sent first, with
 * the effective user that it had then; forwarding and moving do not change it.
 */
struct parcel_info {
	__aligned_u64 length;
	__aligned_u64 sequence;
	__aligned_u64 deadline;
	__u32 nr_records;
	__u32 pid;
	__u32 uid;
	__u32 reserved;
};

/**
 * struct parcel_create - make a box
 * @name: its name: 1 to 31 printable ASCII characters without space and '/', and a NUL. What
 *	follows the NUL is ignored.
 * @flags: 0
 * @mode: who may open it: bits of PARCEL_MODE_MASK
 * @capacity_parcels: most parcels queued at once; 0 means PARCEL_DEFAULT_BOX_PARCELS
 * @rights: PARCEL_RIGHT_* of the handle that the creator gets, at least one; the mode does not
 *	limit them
 * @capacity_bytes: most bytes of payload and index queued at once; 0 means
 *	PARCEL_DEFAULT_BOX_BYTES
 * @handle: out: a handle to the new box
 * @reserved: 0
 */
struct parcel_create {
	char name[PARCEL_NAME_SIZE];
	__u32 flags;
	__u32 mode;
	__u32 capacity_parcels;
	__u32 rights;
	__aligned_u64 capacity_bytes;
	__u32 handle;
	__u32 reserved;
};

/**
 * struct parcel_open - open a box by name
 * @name: its name, as in struct parcel_create
 * @flags: 0
 * @rights: PARCEL_RIGHT_* that the handle is to have, at least one
 * @handle: out: a handle to the box
 * @reserved: 0
 */
struct parcel_open {
	char name[PARCEL_NAME_SIZE];
	__u32 flags;
	__u32 rights;
	__u32 handle;
	__u32 reserved;
};

/**
 * struct parcel_unlink - take the name away from a box
 * @handle: a handle to the box, with PARCEL_RIGHT_ADMIN
 * @flags: 0
 */
struct parcel_unlink {
	__u32 handle;
	__u32 flags;
};

/**
 * struct parcel_close - give up a handle
 * @handle: a handle of either kind
 * @flags: 0
 */
struct parcel_close {
	__u32 handle;
	__u32 flags;
};

/**
 * struct parcel_send - send one parcel
 * @handle: a handle to the box, with PARCEL_RIGHT_SEND
 * @flags: PARCEL_DONTWAIT or 0
 * @segments: address of an array of struct parcel_segment: the payload, in this order
 * @records: address of an array of struct parcel_record: the index; not looked at if there are
 *	none
 * @nr_segments: elements in @segments, up to PARCEL_MAX_SEGMENTS
 * @nr_records: elements in @records, up to PARCEL_MAX_RECORDS
 * @length: bytes of payload, 1 to PARCEL_MAX_LENGTH: the sum of the lengths of the segments
 * @deadline: absolute CLOCK_MONOTONIC time in nanoseconds, in the caller's time namespace, after
 *	which the parcel is dropped if it is still in a box; 0 for none
 * @sequence: out: the parcel's number in the box
 */
struct parcel_send {
	__u32 handle;
	__u32 flags;
	__aligned_u64 segments;
	__aligned_u64 records;
	__u32 nr_segments;
	__u32 nr_records;
	__aligned_u64 length;
	__aligned_u64 deadline;
	__aligned_u64 sequence;
};

/**
 * struct parcel_receive - copy out the parcel at the head of a box
 * @handle: a handle to the box, with PARCEL_RIGHT_RECEIVE
 * @flags: PARCEL_DONTWAIT, PARCEL_PEEK or 0
 * @buffer: where the payload goes
 * @buffer_size: bytes there; what is beyond the payload stays as it was
 * @records: address of an array of struct parcel_record: where the index goes
 * @max_records: elements there; 0 if the index is not wanted
 * @reserved: 0
 * @info: out: about the parcel
 */
struct parcel_receive {
	__u32 handle;
	__u32 flags;
	__aligned_u64 buffer;
	__aligned_u64 buffer_size;
	__aligned_u64 records;
	__u32 max_records;
	__u32 reserved;
	struct parcel_info info;
};

/**
 * struct parcel_take - make the head of a box one's own
 * @handle: a handle to the box, with PARCEL_RIGHT_RECEIVE
 * @flags: PARCEL_DONTWAIT or 0
 * @parcel: out: a handle to the parcel; 0 at the end of the stream
 * @reserved: 0
 * @info: out: about the parcel
 */
struct parcel_take {
	__u32 handle;
	__u32 flags;
	__u32 parcel;
	__u32 reserved;
	struct parcel_info info;
};

/**
 * struct parcel_read - read a range of a taken parcel
 * @handle: a handle to the parcel
 * @flags: 0
 * @offset: where the range begins in the payload, in bytes
 * @length: bytes of the range; it lies within the payload
 * @buffer: where they go
 */
struct parcel_read {
	__u32 handle;
	__u32 flags;
	__aligned_u64 offset;
	__aligned_u64 length;
	__aligned_u64 buffer;
};

/**
 * struct parcel_read_record - read a record of a taken parcel
 * @handle: a handle to the parcel
 * @flags: 0
 * @index: which record of the index, from 0
 * @reserved: 0
 * @buffer: where its bytes go
 * @buffer_size: bytes there; 0 if only the entry of the index is wanted
 * @record: out: the entry of the index
 * @reserved2: 0
 */
struct parcel_read_record {
	__u32 handle;
	__u32 flags;
	__u32 index;
	__u32 reserved;
	__aligned_u64 buffer;
	__aligned_u64 buffer_size;
	struct parcel_record record;
	__u32 reserved2;
};

/**
 * struct parcel_forward - hand a taken parcel on to a box, without copying it
 * @parcel: a handle to the parcel
 * @box: a handle to the box, with PARCEL_RIGHT_SEND
 * @flags: PARCEL_DONTWAIT or 0
 * @reserved: 0
 * @sequence: out: the parcel's number in the box
 */
struct parcel_forward {
	__u32 parcel;
	__u32 box;
	__u32 flags;
	__u32 reserved;
	__aligned_u64 sequence;
};

/**
 * struct parcel_move - move the head of one box to the tail of another, without copying it
 * @from: a handle to the box that it leaves, with PARCEL_RIGHT_RECEIVE
 * @to: a handle to the box that it enters, with PARCEL_RIGHT_SEND
 * @flags: 0
 * @reserved: 0
 * @sequence: out: the parcel's number in the box that it entered
 */
struct parcel_move {
	__u32 from;
	__u32 to;
	__u32 flags;
	__u32 reserved;
	__aligned_u64 sequence;
};

/**
 * struct parcel_select - choose the box that read(2), write(2) and poll(2) mean
 * @handle: a handle to the box; 0 with PARCEL_SELECT_NONE
 * @flags: PARCEL_SELECT_NONE or 0
 */
struct parcel_select {
	__u32 handle;
	__u32 flags;
};

/**
 * enum parcel_kind - what a handle names
 * @PARCEL_KIND_BOX: a box
 * @PARCEL_KIND_PARCEL: a parcel that the file has taken
 */
enum parcel_kind {
	PARCEL_KIND_BOX = 1,
	PARCEL_KIND_PARCEL = 2,
};

/* Values of parcel_stat.state */

#define PARCEL_STATE_UNLINKED		0x1	/* the box has lost its name */

/**
 * struct parcel_stat - what is known about a handle and what it names
 * @handle: a handle of either kind; with PARCEL_STAT_NEXT the number of a box, 0 for none, and
 *	out: that of the box with the next greater number
 * @flags: PARCEL_STAT_NEXT or 0
 * @kind: out: enum parcel_kind; what it does not apply to is 0
 * @rights: out: PARCEL_RIGHT_* of the handle to a box
 * @name: out: the box's name, filled up with NULs; also after it was unlinked
 * @mode: out: the box's mode bits
 * @uid: out: the box's owner, in the caller's user namespace
 * @gid: out: the box's group, likewise
 * @state: out: PARCEL_STATE_* of the box
 * @capacity_parcels: out: most parcels queued at once
 * @queued_parcels: out: parcels that count against the capacity now
 * @capacity_bytes: out: most bytes of payload and index queued at once
 * @queued_bytes: out: bytes of payload and index that count against it now
 * @sent: out: parcels that ever entered the box (by send, forward or move)
 * @received: out: parcels that ever left it (by receive, take or move)
 * @expired: out: parcels dropped because their deadline passed
 * @info: out: about the parcel that the handle names
 *
 * At any moment @sent = @received + @expired + @queued_parcels; the first three only rise.
 */
struct parcel_stat {
	__u32 handle;
	__u32 flags;
	__u32 kind;
	__u32 rights;
	char name[PARCEL_NAME_SIZE];
	__u32 mode;
	__u32 uid;
	__u32 gid;
	__u32 state;
	__u32 capacity_parcels;
	__u32 queued_parcels;
	__aligned_u64 capacity_bytes;
	__aligned_u64 queued_bytes;
	__aligned_u64 sent;
	__aligned_u64 received;
	__aligned_u64 expired;
	struct parcel_info info;
};

/*
 * Sizes of the first published versions; both drivers assert them for 64-bit and 32-bit callers.
 * A structure that grows gets a further ..._SIZE_VER1; these stay.
 */
#define PARCEL_SEGMENT_SIZE		16
#define PARCEL_RECORD_SIZE		12
#define PARCEL_INFO_SIZE		40
#define PARCEL_CREATE_SIZE_VER0		64
#define PARCEL_OPEN_SIZE_VER0		48
#define PARCEL_UNLINK_SIZE_VER0		8
#define PARCEL_CLOSE_SIZE_VER0		8
#define PARCEL_SEND_SIZE_VER0		56
#define PARCEL_RECEIVE_SIZE_VER0	80
#define PARCEL_TAKE_SIZE_VER0		56
#define PARCEL_READ_SIZE_VER0		32
#define PARCEL_READ_RECORD_SIZE_VER0	48
#define PARCEL_FORWARD_SIZE_VER0	24
#define PARCEL_MOVE_SIZE_VER0		24
#define PARCEL_SELECT_SIZE_VER0		8
#define PARCEL_STAT_SIZE_VER0		152

#define PARCEL_IOC_TYPE			0xB9

/**
 * define PARCEL_IOC_CREATE - make a box, with the caller as owner
 *
 * The owner is the opener's effective (filesystem) user and group. The name keeps the box: it
 * stays when all handles are closed, until somebody unlinks it.
 *
 * Return:
 * * 0: made; @handle is a handle to it.
 * * -EINVAL: empty or unprintable name, mode bits outside PARCEL_MODE_MASK, no right or an
 *   unknown one, capacity above PARCEL_MAX_BOX_PARCELS or PARCEL_MAX_BOX_BYTES.
 * * -ENAMETOOLONG: no NUL within PARCEL_NAME_SIZE bytes.
 * * -EEXIST: there is a box of that name.
 * * -EMFILE: the file has as many handles as it may have.
 * * -EDQUOT: the user has as many boxes as a user may, or as many bytes: a box counts its
 *   @capacity_bytes, and PARCEL_OVERHEAD for each parcel that fits.
 * * -ENOSPC: the device has no room for another box of this capacity.
 */
#define PARCEL_IOC_CREATE	_IOWR(PARCEL_IOC_TYPE, 0x01, struct parcel_create)

/**
 * define PARCEL_IOC_OPEN - open a box by name
 *
 * Sending needs a write bit of the box's mode, receiving a read bit: those of the owner, of the
 * group or of others, whichever is the first to apply to the opener. CAP_DAC_OVERRIDE passes.
 * PARCEL_RIGHT_ADMIN needs the owner or CAP_FOWNER. Rights are given all together or not at all.
 *
 * Return:
 * * 0: @handle is a handle with these rights.
 * * -EINVAL: empty or unprintable name, no right or an unknown one.
 * * -ENAMETOOLONG: no NUL within PARCEL_NAME_SIZE bytes.
 * * -ENOENT: there is no box of that name.
 * * -EACCES: the mode does not allow it, or the opener is not the owner.
 * * -EMFILE: the file has as many handles as it may have.
 */
#define PARCEL_IOC_OPEN		_IOWR(PARCEL_IOC_TYPE, 0x02, struct parcel_open)

/**
 * define PARCEL_IOC_UNLINK - take the name away from a box
 *
 * The name is free at once. Handles go on working; parcels in the box can still be received. The
 * box goes when the last handle and selection does.
 *
 * Return:
 * * 0: unlinked.
 * * -EBADF, -EACCES: not a handle to a box with PARCEL_RIGHT_ADMIN.
 * * -EPERM: it is the box PARCEL_DEFAULT_NAME.
 * * -ENOENT: it was unlinked before.
 */
#define PARCEL_IOC_UNLINK	_IOWR(PARCEL_IOC_TYPE, 0x03, struct parcel_unlink)

/**
 * define PARCEL_IOC_CLOSE - give up a handle
 *
 * A parcel that the handle names is dropped. A call that another thread began with the handle
 * goes on and finishes as if it were still open, except that the handle no longer counts as
 * "somebody who may send" or "receive".
 *
 * Return:
 * * 0: closed; the number can be given out again.
 * * -EBADF: no such handle.
 */
#define PARCEL_IOC_CLOSE	_IOWR(PARCEL_IOC_TYPE, 0x04, struct parcel_close)

/**
 * define PARCEL_IOC_SEND - gather user buffers into a parcel and queue it
 *
 * Return:
 * * 0: queued; @sequence is its number.
 * * -EBADF, -EACCES: not a handle to a box with PARCEL_RIGHT_SEND.
 * * -EINVAL: @length is 0, or is not the sum of the segments; a record is not within the payload.
 * * -EOVERFLOW: more segments or records than allowed, or the sum of the segments does not fit
 *   64 bits.
 * * -EMSGSIZE: @length is above PARCEL_MAX_LENGTH, or payload and index are above the box's
 *   capacity in bytes.
 * * -ETIME: @deadline had passed when the call began.
 * * -EDQUOT: as many parcels that the user sent with a deadline are there as a user may have.
 * * -EPIPE: the box was unlinked and nobody can receive from it, now or after sleeping.
 * * -EAGAIN: the box is full and the call must not sleep.
 * * -EINTR: a signal came while it slept.
 */
#define PARCEL_IOC_SEND		_IOWR(PARCEL_IOC_TYPE, 0x05, struct parcel_send)

/**
 * define PARCEL_IOC_RECEIVE - copy out the parcel at the head of a box, and drop it
 *
 * With PARCEL_PEEK it stays at the head.
 *
 * Return:
 * * above 0: the bytes of payload, also in @info.
 * * 0: end of the stream; nothing is written.
 * * -EBADF, -EACCES: not a handle to a box with PARCEL_RIGHT_RECEIVE.
 * * -EMSGSIZE: @buffer_size is below its length, or @max_records is above 0 and below the number
 *   of its records. The parcel stays; @info is written and says what is needed.
 * * -EAGAIN: the box is empty and the call must not sleep.
 * * -EINTR: a signal came while it slept.
 */
#define PARCEL_IOC_RECEIVE	_IOWR(PARCEL_IOC_TYPE, 0x06, struct parcel_receive)

/**
 * define PARCEL_IOC_TAKE - make the head of a box one's own
 *
 * Return:
 * * above 0: the bytes of payload, also in @info; @parcel is a handle to it.
 * * 0: end of the stream; @parcel is 0.
 * * -EBADF, -EACCES: not a handle to a box with PARCEL_RIGHT_RECEIVE.
 * * -EMFILE: the file has as many handles as it may have; the parcel stays.
 * * -EDQUOT: the user has as many bytes as a user may: a taken parcel counts its size and
 *   PARCEL_OVERHEAD until its handle is closed or it is forwarded; the parcel stays.
 * * -EAGAIN: the box is empty and the call must not sleep.
 * * -EINTR: a signal came while it slept.
 */
#define PARCEL_IOC_TAKE		_IOWR(PARCEL_IOC_TYPE, 0x07, struct parcel_take)

/**
 * define PARCEL_IOC_READ - read a range of a taken parcel
 *
 * Return:
 * * 0 and above: the bytes read, that is @length.
 * * -EBADF: not a handle to a parcel.
 * * -EINVAL: the range is not within the payload.
 */
#define PARCEL_IOC_READ		_IOWR(PARCEL_IOC_TYPE, 0x08, struct parcel_read)

/**
 * define PARCEL_IOC_READ_RECORD - read a record of a taken parcel
 *
 * Return:
 * * 0 and above: the bytes copied to @buffer: the length of the record, or 0 if @buffer_size
 *   is 0.
 * * -EBADF: not a handle to a parcel.
 * * -EINVAL: the index has no such record.
 * * -EMSGSIZE: @buffer_size is above 0 and below the length of the record; @record is written
 *   and says what is needed.
 */
#define PARCEL_IOC_READ_RECORD	_IOWR(PARCEL_IOC_TYPE, 0x09, struct parcel_read_record)

/**
 * define PARCEL_IOC_FORWARD - hand a taken parcel on to a box
 *
 * Return:
 * * 0: queued; the handle to the parcel is closed.
 * * -EBADF, -EACCES: @parcel is not a handle to a parcel, or @box not one to a box with
 *   PARCEL_RIGHT_SEND.
 * * -EMSGSIZE, -EPIPE, -EAGAIN, -EINTR: as for PARCEL_IOC_SEND; the handle keeps the parcel.
 * * -EBUSY: another thread is using this parcel.
 */
#define PARCEL_IOC_FORWARD	_IOWR(PARCEL_IOC_TYPE, 0x0a, struct parcel_forward)

/**
 * define PARCEL_IOC_MOVE - move the head of one box to the tail of another
 *
 * It never sleeps: at no moment is the parcel in neither box or in both.
 *
 * Return:
 * * above 0: the bytes of payload of the parcel that was moved.
 * * 0: end of the stream in @from.
 * * -EBADF, -EACCES: @from is not a handle to a box with PARCEL_RIGHT_RECEIVE, or @to not one to
 *   a box with PARCEL_RIGHT_SEND.
 * * -EINVAL: both are the same box.
 * * -EMSGSIZE: the parcel is larger than @to can ever hold; it stays.
 * * -EPIPE: @to was unlinked and nobody can receive from it; the parcel stays.
 * * -EAGAIN: @from is empty or @to is full.
 */
#define PARCEL_IOC_MOVE		_IOWR(PARCEL_IOC_TYPE, 0x0b, struct parcel_move)

/**
 * define PARCEL_IOC_SELECT - choose the box that read(2), write(2) and poll(2) mean
 *
 * A file chooses once and keeps the box until it is released, because pollers wait on the box.
 * The selection has the rights of the handle, and stays when the handle is closed. With
 * PARCEL_SELECT_NONE the file chooses only that the default box is not selected by itself; it
 * can still choose a box later, once.
 *
 * Return:
 * * 0: chosen.
 * * -EINVAL: PARCEL_SELECT_NONE with a handle.
 * * -EBADF: not a handle to a box.
 * * -EBUSY: a box is selected already, be it the default box by an earlier read, write or poll.
 */
#define PARCEL_IOC_SELECT	_IOWR(PARCEL_IOC_TYPE, 0x0c, struct parcel_select)

/**
 * define PARCEL_IOC_STAT - tell about a handle and what it names
 *
 * It needs no right. With PARCEL_STAT_NEXT it tells about a box of anybody's, by number: begin
 * with 0, and go on with the number that came out. Boxes that were unlinked and are still held
 * are among them. Boxes that come and go meanwhile may be missed. So an administrator finds what
 * to open with PARCEL_RIGHT_ADMIN, which CAP_FOWNER allows, and to unlink.
 *
 * Return:
 * * 0: written.
 * * -EBADF: no such handle.
 * * -ENOENT: PARCEL_STAT_NEXT, and no box has a greater number.
 */
#define PARCEL_IOC_STAT		_IOWR(PARCEL_IOC_TYPE, 0x0d, struct parcel_stat)

#endif /* _UAPI_PARCEL_H */
