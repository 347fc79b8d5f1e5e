/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The parcel driver: what its files share.
 *
 * Who owns what:
 *
 *	depot	-> its shelf, until it is unbound
 *	shelf	-> a reference to each box that has a name
 *	box	-> the parcels in its queue; a reference to the depot
 *	parcel	-> references to its sender and its content, which who peeks at it shares
 *	file	-> references to the depot and to its opener, handles, a seat at the selected box
 *	opener	-> its credentials, and a reference to the sender that it is
 *	handle	-> a seat, or a parcel that was taken
 *	seat	-> a reference to the box that counts it
 *	content	-> its payload, if that is an allocation of its own
 *	sender, box, parcel that was taken -> a reference to the share that they count against
 *	share	-> a reference to the depot
 *
 * Lock order, outermost first:
 *
 *	file->selection		mutex
 *	depot->state		mutex
 *	file->handles		the spinlock of the table
 *	box->state		spinlock; two of them in the order of their addresses
 *
 * The marks below tell the analysis the order of the three that are OWN_LOCKED(); lockdep sees all
 * of it.
 * Nothing is copied from or to user memory under any of them, and no last reference is dropped.
 * Nothing under the spinlock takes longer the more is queued, late, asleep or open, but for the
 * depth of the tree of deadlines.
 */
#ifndef PARCEL_INTERNAL_H
#define PARCEL_INTERNAL_H

/* Each file includes what it uses of the library. */
#define OWN_STRICT_ALONE

#include <kunit/visibility.h>
#include <linux/cred.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/pid.h>
#include <linux/poll.h>
#include <linux/rbtree.h>
#include <linux/types.h>
#include <linux/uidgid.h>
#include <linux/uio.h>
#include <linux/xarray.h>

#include <own/box.h>
#include <own/file.h>
#include <own/locked.h>
#include <own/queue.h>
#include <own/ref.h>
#include <own/slice.h>
#include <own/table.h>
#include <own/user.h>
#include <own/wait.h>
#include <own/work.h>

#include <uapi/parcel.h>

OWN_LOCK_MARK(below_selection);
OWN_LOCK_MARK(below_depot);

/* depot.c: the state of the device */

struct shelf;

DECLARE_OWN(shelf_own, struct shelf);

struct depot_state {
	struct shelf_own_slot shelf;	/* empty once the device is gone */
	struct xarray boxes;		/* all that exist; holds no references */
	struct xarray shares;		/* of each user who has something; likewise */
	u64 bytes;			/* what all boxes count */
};

struct depot {
	struct kref refs;
	OWN_SHARED(struct miscdevice) misc;
	OWN_SHARED(bool) gone;			/* set once; a hint that saves the lock */

	OWN_LOCKED(struct mutex, struct depot_state) state
		__own_acquired_after(below_selection) __own_acquired_before(below_depot);
};

DECLARE_OWN(depot_own, struct depot);
DEFINE_OWN_REF(depot_ref, depot_own, struct depot, refs);

/* opener.c: who opened a file, and what that user has */

enum share_of { SHARE_BOXES, SHARE_BYTES, SHARE_FILES, SHARE_DEADLINES, SHARES };

struct share {
	struct kref refs;
	kuid_t uid;
	struct depot_ref_once depot;
	OWN_SHARED(atomic_long_t) used[SHARES];
};

DECLARE_OWN(share_own, struct share);
DEFINE_OWN_REF(share_ref, share_own, struct share, refs);

static inline const struct cred *cred_get(const struct cred *cred)
{
	/*
	 * Whoever gets credentials marks them, by a plain write of the same value: that race is
	 * the kernel's.
	 */
	return data_race(get_cred(cred));
}

DEFINE_OWN_REF_ADOPTED(cred_ref, const struct cred, cred_get, put_cred);
DEFINE_OWN_REF_ADOPTED(pid_ref, struct pid, get_pid, put_pid);

/* Who a parcel is from. It keeps nothing whose size the user chooses, such as groups. */
struct sender {
	struct kref refs;
	kuid_t uid;
	struct pid_ref_once pid;
	struct share_ref_once share;
};

DECLARE_OWN(sender_own, struct sender);
DEFINE_OWN_REF(sender_ref, sender_own, struct sender, refs);

/* Set up when the file is opened, and constant. */
struct opener {
	struct kref refs;
	struct cred_ref_once cred;
	struct sender_ref_once sender;
};

DECLARE_OWN(opener_own, struct opener);
DEFINE_OWN_REF(opener_ref, opener_own, struct opener, refs);

static inline const struct cred *opener_cred(const struct opener *opener)
{
	return cred_ref_of(&opener->cred);
}

static inline const struct sender *opener_sender(const struct opener *opener)
{
	return sender_ref_of(&opener->sender);
}

static inline const struct share *sender_share(const struct sender *sender)
{
	return share_ref_of(&sender->share);
}

static inline const struct share *opener_share(const struct opener *opener)
{
	return sender_share(opener_sender(opener));
}

struct share_own_result share_new(const struct depot *depot, kuid_t uid);
int share_charge(const struct share *share, enum share_of what, long amount,
		 const struct opener *opener);
void share_refund(const struct share *share, enum share_of what, long amount);
struct opener_ref_result opener_new(const struct depot *depot, const struct cred *cred);
bool opener_capable(const struct opener *opener, int capability);
u64 deadline_from_user(u64 deadline);
u64 deadline_to_user(u64 deadline);

/* content.c: what a parcel carries. It never changes, so it is shared without a lock. */

struct index {
	u32 nr_records;
	struct parcel_record records[] __counted_by(nr_records);
};

DEFINE_OWN(index_own, struct index, OWN_KVMALLOC);

struct payload {
	DECLARE_FLEX_ARRAY(u8, bytes);
};

DEFINE_OWN(payload_own, struct payload, OWN_KVMALLOC);

struct content {
	struct kref refs;
	u32 length;
	u64 deadline;
	struct index_own_once index;	/* if there is one */
	struct payload_own_once apart;	/* if the payload is not in bytes */
	u8 bytes[];
};

DECLARE_OWN(content_own, struct content);
DEFINE_OWN_REF(content_ref, content_own, struct content, refs);

struct content_ref_result content_from_user(const struct parcel_send *send);
struct content_ref_result content_from_iter(struct iov_iter *from);
struct own_bytes content_payload(const struct content *content);
int content_read(const struct content *content, u64 offset, u64 length, u64 to);
int content_read_index(const struct content *content, u64 to);
int content_record(const struct content *content, u32 number, struct parcel_record *record);

/* What it counts against a box. */
static inline u32 content_size(const struct content *content)
{
	const struct index *index = index_own_of(&content->index);

	return content->length + (index ? index->nr_records * sizeof(index->records[0]) : 0);
}

/* A content on its way. At every moment it has one owner: sender, box or receiver. */

struct parcel {
	struct list_head node;		/* in a box */
	struct rb_node due;		/* in the box's deadlines, if it has one */
	u64 sequence : 63;		/* in the box that it was last queued in */
	u64 held : 1;			/* its bytes count against @holder */
	struct content_ref_once content;
	struct sender_ref_once sender;
	struct share_ref_slot holder;	/* of the user who took it last */
};

DECLARE_OWN(parcel_own, struct parcel);
DEFINE_OWN_QUEUE(parcel_queue, parcel_own, struct parcel, node);

struct parcel_own_result parcel_new(struct content_ref_result content,
				    const struct opener *opener);
void parcel_info(const struct parcel *parcel, struct parcel_info *info);
int parcel_hold(struct parcel *parcel, const struct opener *holder);

static inline const struct content *parcel_content(const struct parcel *parcel)
{
	return content_ref_of(&parcel->content);
}

/* box.c: a bounded queue with a name, an owner and mode bits */

struct box_state {
	struct parcel_queue queue;
	struct parcel_queue late;	/* nobody gets them any more; see expiry.c */
	struct rb_root_cached deadlines; /* of those in the queue */
	u64 next_expiry;		/* when the work comes; 0: it does not */
	u64 bytes;			/* what counts: in a queue, or a receiver copies it out */
	u32 parcels;			/* the same */
	u32 passed;			/* parcels, since the first sender is the first */
	u64 sent;
	u64 received;
	u64 expired;
	struct list_head receiving;	/* who sleeps, see wait.c */
	struct list_head sending;
	unsigned int senders;		/* seats with the right */
	unsigned int receivers;
	bool unlinked;
	bool dead;			/* the device is gone */
};

struct box {
	struct kref refs;
	struct list_head node;		/* on the shelf */
	u32 id;				/* in depot_state.boxes */
	u32 hash;			/* of its name, once it is on the shelf */
	struct depot_ref_once depot;
	struct share_ref_once share;	/* when it counts */
	char name[PARCEL_NAME_SIZE];
	kuid_t uid;
	kgid_t gid;
	u32 mode;
	u32 capacity_parcels;
	u64 capacity_bytes;
	struct own_waiters pollers;
	struct delayed_work expiry;

	OWN_LOCKED(spinlock_t, struct box_state) state __own_acquired_after(below_depot);
};

DECLARE_OWN(box_own, struct box);
DEFINE_OWN_REF(box_ref, box_own, struct box, refs);
DEFINE_OWN_QUEUE(box_queue, box_ref, struct box, node);

struct box_own_result box_new(const struct parcel_create *request, const struct opener *opener,
			      struct depot_ref depot);
u64 box_cost(const struct box *box);
int box_permission(const struct box *box, const struct opener *opener, u32 rights);
int box_unlink(const struct box *box);
unsigned int box_drop_late(const struct box *box, unsigned int most);
void box_kill(const struct box *box);
int box_stat(const struct box *box, struct parcel_stat *stat);

/* A way to a box, which counts it as long as it exists. */
struct seat {
	struct box_ref_once box;
	u32 rights;
};

DECLARE_OWN(seat_own, struct seat);

struct seat_own_result seat_new(void);
void seat_take(struct seat *seat, struct box_ref box, u32 rights);

static inline const struct box *seat_box(const struct seat *seat)
{
	return box_ref_of(&seat->box);
}

struct depot_ref_result depot_new(void);
struct seat_own_result depot_create(const struct depot *depot, const struct opener *opener,
				    const struct parcel_create *request);
struct seat_own_result depot_open(const struct depot *depot, const struct opener *opener,
				  const char *name, u32 rights);
struct box_ref_result depot_next_box(const struct depot *depot, unsigned long *id);
int depot_unlink(const struct depot *depot, const struct box *box);
void depot_refund(const struct depot *depot, const struct box *box);
struct share_ref_result depot_share(const struct depot *depot, kuid_t uid);
void depot_forget_share(const struct depot *depot, const struct share *share);
bool depot_is_gone(const struct depot *depot);
void depot_revoke(const struct depot *depot);

/* transfer.c: parcels into boxes and out of them */

struct sleeper;

struct demand {
	u64 buffer_size;		/* what the receiver has room for */
	u32 max_records;		/* 0: it does not want the index */
	bool wait;
	struct parcel_info info;	/* out: the head, also if there is no room for it */
};

struct parcel_own_rest box_send(const struct box *box, struct parcel_own parcel, bool wait,
				u64 *sequence);
struct parcel_own_result box_receive(const struct box *box, struct demand *demand);
struct content_ref_result box_peek(const struct box *box, struct demand *demand);
void box_received(const struct box *box, u32 size);
void box_give_back(const struct box *box, struct parcel_own parcel);
long box_move(const struct box *from, const struct box *to, u64 *sequence);
int box_may_send(const struct box *box, struct box_state *state, u64 size,
		 const struct sleeper *sleeper);
int box_may_receive(struct box_state *state);
__poll_t box_poll(const struct box *box, u32 rights);

/* wait.c: who sleeps at a box, and who wakes them */

struct sleeper {
	struct list_head node;		/* in a line of the box */
	struct task_struct *task;	/* NULL until it stands there */
	u64 size;			/* of the parcel to send; 0: it wants to receive */
	unsigned int dropped;		/* late parcels that stood in its way */
};

void box_lines_init(struct box_state *state);
void box_wake_first(const struct box *box, struct box_state *state);
int box_wait(const struct box *box, struct sleeper *sleeper);
void box_leave(const struct box *box, struct sleeper *sleeper);
void box_tell(const struct box *box, __poll_t events);
void box_tell_all(const struct box *box);

static inline struct sleeper *box_first(struct list_head *line)
{
	return list_first_entry_or_null(line, struct sleeper, node);
}

/* Something changed. The lock of the box is held, without which nobody leaves a line. */
static inline void box_wake(const struct box *box, struct box_state *state)
{
	if (!list_empty(&state->receiving) || !list_empty(&state->sending))
		box_wake_first(box, state);
}

/* expiry.c: deadlines */

bool box_set_some_aside(struct box_state *state);
void box_expect(const struct box *box, struct box_state *state, struct parcel *parcel);
void box_forget(struct box_state *state, struct parcel *parcel);
void box_rearm(const struct box *box, struct box_state *state);
void box_expiry_init(struct box *box);
void box_desert(const struct box *box);
void box_expiry_stop(const struct box *box);

/* Nobody can send to it or receive from it any more. */
static inline bool box_is_deserted(const struct box_state *state)
{
	return state->unlinked && !state->senders && !state->receivers;
}

/* Returns if there are more, the head of the queue perhaps. The lock of the box is held. */
static inline bool box_set_late_aside(struct box_state *state)
{
	return rb_first_cached(&state->deadlines) && box_set_some_aside(state);
}

/* file.c: the open file */

DEFINE_OWN_TABLE(handles, (box_handle, seat_own), (parcel_handle, parcel_own));

struct selection {
	struct seat_own_once seat;	/* pollers stay on its box until release */
	bool none;			/* do not select the default box */
};

struct parcel_file {
	struct depot_ref_once depot;
	struct opener_ref_once opener;
	struct handles handles;

	OWN_LOCKED(struct mutex, struct selection) selection
		__own_acquired_before(below_selection);
};

DECLARE_OWN(parcel_file_own, struct parcel_file);

static inline const struct depot *parcel_file_depot(const struct parcel_file *file)
{
	return depot_ref_of(&file->depot);
}

static inline const struct opener *parcel_file_opener(const struct parcel_file *file)
{
	return opener_ref_of(&file->opener);
}

struct parcel_file_own_result parcel_file_new(struct depot_ref depot, const struct cred *cred);
int parcel_file_select(const struct parcel_file *file, u32 handle, bool none);
struct box_ref_result parcel_file_box(const struct parcel_file *file, u32 handle, u32 rights);
struct content_ref_result parcel_file_content(const struct parcel_file *file, u32 handle);
extern const struct file_operations parcel_fops;

/* ioctl.c dispatches; boxes.c and parcels.c have the calls */

struct call {
	const struct parcel_file *file;
	bool nonblock;			/* O_NONBLOCK */
	struct own_user_reader from;	/* the caller's structure, as it knows it */
	struct own_user_writer to;	/* the same */
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
extern unsigned long max_bytes;
extern unsigned long share_limits[SHARES];
extern unsigned int max_handles;

#endif /* PARCEL_INTERNAL_H */
