/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The parcel driver in careful C: what its files share. It does what driver/safe does, which is
 * the yardstick of what own costs. Who owns what, and the order of locks, are said in
 * driver/safe/parcel_internal.h; here a pointer that owns has a comment.
 */
#ifndef PARCEL_INTERNAL_H
#define PARCEL_INTERNAL_H

#include <linux/cleanup.h>
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/uio.h>

#include <own/compat.h>

#include "parcel_types.h"

/* depot.c: the state of the device */

struct shelf;

struct depot {
	struct kref refs;
	struct miscdevice misc;
	bool gone;			/* set once; a hint that saves the lock */

	struct mutex lock;		/* protects the rest */
	struct shelf *shelf;		/* owned; NULL once the device is gone */
	struct xarray boxes;		/* all that exist; holds no references */
	struct xarray shares;		/* of each user who has something; likewise */
	u64 bytes;			/* what all boxes count */
};

/* opener.c: who opened a file, and what that user has */

enum share_of { SHARE_BOXES, SHARE_BYTES, SHARE_FILES, SHARE_DEADLINES, SHARES };

struct share {
	struct kref refs;
	kuid_t uid;
	struct depot *depot;		/* owns a reference */
	atomic_long_t used[SHARES];
};

/* Set up when the file is opened, and constant. */
struct opener {
	struct kref refs;
	const struct cred *cred;	/* each of these owns a reference */
	struct sender *sender;
};

void share_release(struct kref *refs);
void sender_release(struct kref *refs);
void opener_release(struct kref *refs);

static inline struct share *share_get(struct share *share)
{
	kref_get(&share->refs);
	return share;
}

static inline void share_put(struct share *share)
{
	kref_put(&share->refs, share_release);
}

static inline struct sender *sender_get(struct sender *sender)
{
	kref_get(&sender->refs);
	return sender;
}

static inline void sender_put(struct sender *sender)
{
	kref_put(&sender->refs, sender_release);
}

static inline void opener_put(struct opener *opener)
{
	kref_put(&opener->refs, opener_release);
}

DEFINE_FREE(share_put, struct share *, if (!IS_ERR_OR_NULL(_T)) share_put(_T))
DEFINE_FREE(sender_put, struct sender *, if (!IS_ERR_OR_NULL(_T)) sender_put(_T))
DEFINE_FREE(opener_put, struct opener *, if (!IS_ERR_OR_NULL(_T)) opener_put(_T))

static inline struct share *opener_share(const struct opener *opener)
{
	return opener->sender->share;
}

struct share *share_new(struct depot *depot, kuid_t uid);
int share_charge(struct share *share, enum share_of what, long amount,
		 const struct opener *opener);
void share_refund(struct share *share, enum share_of what, long amount);
struct opener *opener_new(struct depot *depot, const struct cred *cred);
bool opener_capable(const struct opener *opener, int capability);
u64 deadline_from_user(u64 deadline);
u64 deadline_to_user(u64 deadline);

/* content.c: what a parcel carries. It never changes, so it is shared without a lock. */

void content_release(struct kref *refs);

static inline struct content *content_get(struct content *content)
{
	kref_get(&content->refs);
	return content;
}

static inline void content_put(struct content *content)
{
	kref_put(&content->refs, content_release);
}

DEFINE_FREE(content_put, struct content *, if (!IS_ERR_OR_NULL(_T)) content_put(_T))

struct content *content_from_user(const struct parcel_send *send);
struct content *content_from_iter(struct iov_iter *from);
int content_read(const struct content *content, u64 offset, u64 length, u64 to);
int content_read_index(const struct content *content, u64 to);
int content_record(const struct content *content, u32 number, struct parcel_record *record);

static inline const u8 *content_payload(const struct content *content)
{
	return content->apart ?: content->bytes;
}

/* What it counts against a box. */
static inline u32 content_size(const struct content *content)
{
	const struct index *index = content->index;

	return content->length + (index ? index->nr_records * sizeof(index->records[0]) : 0);
}

/* A content on its way. At every moment it has one owner: sender, box or receiver. */

struct parcel *parcel_new(struct content *content, const struct opener *opener);
void parcel_free(struct parcel *parcel);
void parcel_info(const struct parcel *parcel, struct parcel_info *info);
int parcel_hold(struct parcel *parcel, const struct opener *holder);

DEFINE_FREE(parcel_free, struct parcel *, if (!IS_ERR_OR_NULL(_T)) parcel_free(_T))

/* The queue takes the parcel. */
static inline void parcel_queue_push(struct parcel_queue *queue, struct parcel *parcel)
{
	list_add_tail(&parcel->node, &queue->head);
	queue->len++;
}

static inline void parcel_queue_push_front(struct parcel_queue *queue, struct parcel *parcel)
{
	list_add(&parcel->node, &queue->head);
	queue->len++;
}

/* Only if there is one. */
static inline struct parcel *parcel_queue_head(const struct parcel_queue *queue)
{
	return list_first_entry(&queue->head, struct parcel, node);
}

/* The caller owns it then. */
static inline void parcel_queue_remove(struct parcel_queue *queue, struct parcel *parcel)
{
	list_del(&parcel->node);
	queue->len--;
}

/* The head, which the caller owns then; or NULL. */
static inline struct parcel *parcel_queue_pop(struct parcel_queue *queue)
{
	struct parcel *parcel = list_first_entry_or_null(&queue->head, struct parcel, node);

	if (parcel)
		parcel_queue_remove(queue, parcel);
	return parcel;
}

/* box.c: a bounded queue with a name, an owner and mode bits */

void box_release(struct kref *refs);

static inline struct box *box_get(struct box *box)
{
	kref_get(&box->refs);
	return box;
}

static inline void box_put(struct box *box)
{
	kref_put(&box->refs, box_release);
}

DEFINE_FREE(box_put, struct box *, if (!IS_ERR_OR_NULL(_T)) box_put(_T))

struct box *box_new(const struct parcel_create *request, const struct opener *opener,
		    struct depot *depot);
u64 box_cost(const struct box *box);
int box_permission(const struct box *box, const struct opener *opener, u32 rights);
int box_unlink(struct box *box);
unsigned int box_drop_late(struct box *box, unsigned int most);
void box_kill(struct box *box);
int box_stat(struct box *box, struct parcel_stat *stat);

struct seat *seat_new(void);
void seat_take(struct seat *seat, struct box *box, u32 rights);
void seat_free(struct seat *seat);

DEFINE_FREE(seat_free, struct seat *, if (!IS_ERR_OR_NULL(_T)) seat_free(_T))

/* depot.c */

void depot_release(struct kref *refs);

static inline struct depot *depot_get(struct depot *depot)
{
	kref_get(&depot->refs);
	return depot;
}

static inline void depot_put(struct depot *depot)
{
	kref_put(&depot->refs, depot_release);
}

struct depot *depot_new(void);
struct seat *depot_create(struct depot *depot, const struct opener *opener,
			  const struct parcel_create *request);
struct seat *depot_open(struct depot *depot, const struct opener *opener, const char *name,
			u32 rights);
struct box *depot_next_box(struct depot *depot, unsigned long *id);
int depot_unlink(struct depot *depot, struct box *box);
void depot_refund(struct depot *depot, struct box *box);
struct share *depot_share(struct depot *depot, kuid_t uid);
void depot_forget_share(struct depot *depot, struct share *share);
bool depot_is_gone(const struct depot *depot);
void depot_revoke(struct depot *depot);

/* transfer.c: parcels into boxes and out of them */

int box_send(struct box *box, struct parcel *parcel, bool wait, u64 *sequence);
struct parcel *box_receive(struct box *box, struct demand *demand);
struct content *box_peek(struct box *box, struct demand *demand);
void box_received(struct box *box, u32 size);
void box_give_back(struct box *box, struct parcel *parcel);
long box_move(struct box *from, struct box *to, u64 *sequence);
int box_may_send(const struct box *box, struct box_state *state, u64 size,
		 const struct sleeper *sleeper);
int box_may_receive(struct box_state *state);
__poll_t box_poll(struct box *box, u32 rights);

/* wait.c: who sleeps at a box, and who wakes them */

void box_lines_init(struct box_state *state);
void box_wake_first(const struct box *box, struct box_state *state);
int box_wait(struct box *box, struct sleeper *sleeper);
void box_leave(struct box *box, struct sleeper *sleeper);
void box_tell(struct box *box, __poll_t events);
void box_tell_all(struct box *box);

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
void box_expect(struct box *box, struct box_state *state, struct parcel *parcel);
void box_forget(struct box_state *state, struct parcel *parcel);
void box_expiry_init(struct box *box);
void box_desert(struct box *box);
void box_expiry_stop(struct box *box);

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

/* handles.c: what user space calls by a number */

void handles_init(struct handle_table *handles, u32 limit, int full);
void handles_end(struct handle_table *handles);
int handle_reserve(struct handle_table *handles, u32 *handle);
void handle_unreserve(struct handle_table *handles, u32 handle);
void handle_install(struct handle_table *handles, u32 handle, void *object,
		    enum handle_kind kind);
struct parcel *handle_borrow_parcel(struct handle_table *handles, u32 handle);
void handle_return_parcel(struct handle_table *handles, u32 handle, struct parcel *parcel);
int handle_close(struct handle_table *handles, u32 handle);

/* The table is locked, and what is found is good as long; or -EBADF, or -EBUSY. */
static inline void *handle_find(struct handle_table *handles, u32 handle, enum handle_kind kind)
{
	void *entry = xa_load(&handles->entries, handle);
	void *object = xa_untag_pointer(entry);

	return object && xa_pointer_tag(entry) == kind ? object : ERR_PTR(-EBADF);
}

/* file.c: the open file */

struct parcel_file *parcel_file_new(struct depot *depot, const struct cred *cred);
int parcel_file_select(struct parcel_file *file, u32 handle, bool none);
struct box *parcel_file_box(struct parcel_file *file, u32 handle, u32 rights);
struct content *parcel_file_content(struct parcel_file *file, u32 handle);
extern const struct file_operations parcel_fops;

/* ioctl.c dispatches; boxes.c and parcels.c have the calls */

/* What the caller knows of the structure. Inline like what it calls, which wants a constant. */
static __always_inline int call_answer(const struct call *call, const void *answer, size_t size)
{
	return copy_struct_to_user(call->structure, call->size, answer, size, NULL);
}

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
