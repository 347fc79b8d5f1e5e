/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The parcel driver: what its files share.
 *
 * Who owns what:
 *
 *	depot	-> its shelf, until it is unbound
 *	shelf	-> a reference to each box that has a name
 *	box	-> the parcels in its queue; a reference to the depot
 *	parcel	-> a reference to its content, which who peeks at it shares
 *	file	-> references to the depot and to the box that it selected, handles
 *	handle	-> a reference to a box, or a parcel that was taken
 *
 * Lock order, outermost first:
 *
 *	file->selection		mutex
 *	depot->state		mutex
 *	box->receivers, box->senders: the locks of the wait queues, one of them
 *	box->state		spinlock; two of them in the order of their addresses
 *
 * The marks below tell the analysis the order of the three that are OWN_LOCKED(); lockdep sees all
 * of it. Under file->selection the lock of file->handles is taken, too, and nothing under that.
 * Nothing is copied from or to user memory under any of them, and no last reference is dropped.
 */
#ifndef PARCEL_INTERNAL_H
#define PARCEL_INTERNAL_H

#include <kunit/visibility.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/pid.h>
#include <linux/poll.h>
#include <linux/types.h>
#include <linux/uidgid.h>
#include <linux/uio.h>
#include <linux/wait.h>
#include <linux/xarray.h>

#include <own/box.h>
#include <own/file.h>
#include <own/locked.h>
#include <own/queue.h>
#include <own/ref.h>
#include <own/slice.h>
#include <own/table.h>
#include <own/user.h>
#include <own/work.h>

#include <uapi/parcel.h>

OWN_LOCK_MARK(below_selection);
OWN_LOCK_MARK(below_depot);

/* content.c: what a parcel carries. It never changes, so it is shared without a lock. */

struct index {
	u32 nr_records;
	struct parcel_record records[] __counted_by(nr_records);
};

void index_free(struct index *index);
DEFINE_OWN(index_own, struct index, index_free);

DEFINE_REF_ADOPTED(pid_ref, struct pid, get_pid, put_pid);

struct content {
	struct kref refs;
	kuid_t uid;			/* the sender */
	struct pid_ref_slot pid;
	u64 deadline;
	struct index_own_slot index;
	u32 length;
	u8 bytes[] __counted_by(length);
};

void content_free(struct content *content);
DEFINE_OWN(content_own, struct content, content_free);
DEFINE_REF(content_ref, content_own, struct content, refs);

struct content_ref_result content_from_user(const struct parcel_send *send);
struct content_ref_result content_from_iter(struct iov_iter *from);
struct slice content_payload(const struct content *content);
int content_read(const struct content *content, u64 offset, u64 length, u64 to);
int content_read_index(const struct content *content, u64 to);
int content_record(const struct content *content, u32 number, struct parcel_record *record);

/* A content on its way. At every moment it has one owner: sender, box or receiver. */

struct parcel {
	struct list_head node;		/* in a box */
	u64 sequence;			/* in the box that it was last queued in */
	struct content_ref_slot content; /* never empty */
};

void parcel_free(struct parcel *parcel);
DEFINE_OWN(parcel_own, struct parcel, parcel_free);
DEFINE_OWN_QUEUE(parcel_queue, parcel_own, struct parcel, node);

struct parcel_own_result parcel_new(struct content_ref_result content);
struct content *parcel_content(const struct parcel *parcel);
void parcel_info(const struct parcel *parcel, struct parcel_info *info);

/* depot.c: the state of the device */

struct shelf;

void shelf_free(struct shelf *shelf);
DEFINE_OWN(shelf_own, struct shelf, shelf_free);

struct depot_state {
	struct shelf_own_slot shelf;	/* empty once the device is gone */
	struct xarray boxes;		/* all that exist; holds no references */
	struct xarray users;		/* how many of them each user owns */
	u64 bytes;			/* sum of their capacities */
};

struct depot {
	struct kref refs;
	struct miscdevice misc;
	bool gone;			/* set once; a hint that saves the lock */

	OWN_LOCKED(struct mutex, struct depot_state) state
		__own_acquired_after(below_selection) __own_acquired_before(below_depot);
};

void depot_free(struct depot *depot);
DEFINE_OWN(depot_own, struct depot, depot_free);
DEFINE_REF(depot_ref, depot_own, struct depot, refs);

/* box.c: a bounded queue with a name, an owner and mode bits */

struct box_state {
	struct parcel_queue queue;
	u64 bytes;			/* in the queue */
	u64 sent;
	u64 received;
	u64 expired;
	unsigned int senders;		/* handles and selections with the right */
	unsigned int receivers;
	bool unlinked;
	bool dead;			/* the device is gone */
	struct parcel_queue late;	/* see expiry.c */
	u64 next_expiry;		/* when the work comes; 0: it does not */
};

struct box {
	struct kref refs;
	struct list_head node;		/* on the shelf */
	u32 id;				/* in depot_state.boxes */
	struct depot_ref_slot depot;	/* never empty */
	char name[PARCEL_NAME_SIZE];
	kuid_t uid;
	kgid_t gid;
	u32 mode;
	u32 capacity_parcels;
	u64 capacity_bytes;
	wait_queue_head_t receivers;	/* who sleeps, see wait.c */
	wait_queue_head_t senders;
	wait_queue_head_t pollers;
	struct delayed_work expiry;

	OWN_LOCKED(spinlock_t, struct box_state) state __own_acquired_after(below_depot);
};

void box_free(struct box *box);
DEFINE_OWN(box_own, struct box, box_free);
DEFINE_REF(box_ref, box_own, struct box, refs);
DEFINE_OWN_QUEUE(box_queue, box_ref, struct box, node);

struct box_own_result box_new(const struct parcel_create *request, struct depot_ref depot);
int box_permission(const struct box *box, u32 rights);
void box_opened(struct box *box, u32 rights);
void box_closed(struct box *box, u32 rights);
int box_unlink(struct box *box);
bool box_drop_aside(struct box *box);
void box_kill(struct box *box);
int box_stat(struct box *box, struct parcel_stat *stat);

struct depot_ref_result depot_new(void);
struct box_ref_result depot_create(struct depot *depot, const struct parcel_create *request);
struct box_ref_result depot_open(struct depot *depot, const char *name, u32 rights);
int depot_unlink(struct depot *depot, struct box *box);
void depot_refund(struct depot *depot, const struct box *box);
bool depot_is_gone(const struct depot *depot);
void depot_revoke(struct depot *depot);

/* transfer.c: parcels into boxes and out of them */

struct demand {
	u64 buffer_size;		/* what the receiver has room for */
	u32 max_records;		/* 0: it does not want the index */
	bool wait;
	struct parcel_info info;	/* out: the head, also if there is no room for it */
};

struct parcel_own_rest box_send(struct box *box, struct parcel_own parcel, bool wait,
				u64 *sequence);
struct parcel_own_result box_receive(struct box *box, struct demand *demand);
struct content_ref_result box_peek(struct box *box, struct demand *demand);
void box_give_back(struct box *box, struct parcel_own parcel);
long box_move(struct box *from, struct box *to, u64 *sequence);
int box_may_send(struct box *box, u64 length);
int box_may_receive(struct box *box);

/* wait.c: who sleeps at a box, and who wakes them */

int box_wait(struct box *box, u64 length); /* of the parcel to send; 0: to receive */
void box_changed(struct box *box, __poll_t events);
void box_ended(struct box *box);
__poll_t box_poll(struct box *box, u32 rights);

/* expiry.c: deadlines */

void box_set_late_aside(struct box_state *state);
void box_set_all_aside(struct box_state *state);
void box_expect(struct box *box, struct box_state *state, u64 deadline);
void box_expiry_init(struct box *box);
void box_expiry_cancel(struct box *box);
void box_expiry_stop(struct box *box);

/* file.c: the open file */

DEFINE_OWN_TABLE(handles, box_handle, parcel_handle);
DEFINE_TABLE_REF(handles, box_handle, box_ref, struct box, box_opened, box_closed);
DEFINE_TABLE_OWN(handles, parcel_handle, parcel_own, struct parcel);

struct selection {
	struct box_ref_slot box;	/* set once: pollers stay on it until release */
	u32 rights;
	bool none;			/* do not select the default box */
};

struct parcel_file {
	struct depot_ref_slot depot;	/* never empty */
	struct handles handles;

	OWN_LOCKED(struct mutex, struct selection) selection
		__own_acquired_before(below_selection);
};

void parcel_file_free(struct parcel_file *file);
DEFINE_OWN(parcel_file_own, struct parcel_file, parcel_file_free);

struct parcel_file_own_result parcel_file_new(struct depot_ref depot);
struct depot *parcel_file_depot(const struct parcel_file *file);
int parcel_file_select(struct parcel_file *file, u32 handle, bool none);
extern const struct file_operations parcel_fops;

/* ioctl.c dispatches; boxes.c and parcels.c have the calls */

struct call {
	struct parcel_file *file;
	bool nonblock;			/* O_NONBLOCK */
	struct user_reader from;	/* the caller's structure, as it knows it */
	struct user_writer to;		/* the same */
};

long call_run(struct call *call, unsigned int number);
long call_create(struct call *call, struct parcel_create *request);
long call_open(struct call *call, struct parcel_open *request);
long call_unlink(struct call *call, struct parcel_unlink *request);
long call_close(struct call *call, struct parcel_close *request);
long call_select(struct call *call, struct parcel_select *request);
long call_stat(struct call *call, struct parcel_stat *request);
long call_send(struct call *call, struct parcel_send *request);
long call_receive(struct call *call, struct parcel_receive *request);
long call_take(struct call *call, struct parcel_take *request);
long call_read(struct call *call, struct parcel_read *request);
long call_read_record(struct call *call, struct parcel_read_record *request);
long call_forward(struct call *call, struct parcel_forward *request);
long call_move(struct call *call, struct parcel_move *request);

/* resources.c */

extern struct kmem_cache *parcel_cache;
extern struct kmem_cache *box_cache;
extern struct workqueue_struct *parcel_workqueue;
int resources_init(void);
void resources_exit(void);

/* main.c: the limits */

extern unsigned int max_boxes;
extern unsigned int max_boxes_per_user;
extern unsigned long max_bytes;
extern unsigned int max_handles;

#endif /* PARCEL_INTERNAL_H */
