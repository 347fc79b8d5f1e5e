/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_TESTS_PRELUDE_H
#define OWN_TESTS_PRELUDE_H

/*
 * What the cases share: parcels, which have one owner, and boxes, which are
 * counted and keep a queue of parcels behind a spinlock and their settings
 * behind a mutex. Nothing is defined here that a compiler could look into: a
 * case sees of the other functions what a driver sees of another file.
 */

#include <linux/cleanup.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/kref.h>
#include <linux/kthread.h>
#include <linux/list.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/nospec.h>
#include <linux/overflow.h>
#include <linux/pid.h>
#include <linux/poll.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/srcu.h>
#include <linux/uaccess.h>
#include <linux/uio.h>
#include <linux/wait.h>
#include <linux/workqueue.h>
#include <linux/xarray.h>

#include <own/box.h>
#include <own/locked.h>
#include <own/queue.h>
#include <own/ref.h>

struct parcel {
	struct list_head node;
	u32 tag;
	u32 sum;
	size_t len;
	unsigned char data[];
};

void parcel_free(struct parcel *parcel);

DEFINE_OWN(parcel_own, struct parcel, parcel_free);
DEFINE_OWN_QUEUE(parcel_queue, parcel_own, struct parcel, node);

struct parcel_own_result parcel_new(size_t len);
int parcel_setup(struct parcel *parcel) __own_borrows_mut(parcel);
int parcel_check(const struct parcel *parcel) __own_borrows(parcel);
void parcel_send(struct parcel_own parcel);

struct box_state {
	struct parcel_queue queue;
	size_t bytes;
	bool dead;
};

struct box_settings {
	unsigned int capacity;
	/* The parcel that a reader gets when the queue is empty. */
	struct parcel_own_slot spare;
};

struct box {
	struct kref refs;
	struct list_head node;
	unsigned int id;
	OWN_SHARED(wait_queue_head_t) readers;
	OWN_SHARED(wait_queue_head_t) writers;
	OWN_LOCKED(spinlock_t, struct box_state) state;
	OWN_LOCKED(struct mutex, struct box_settings) settings;
	OWN_LOCKED(struct rw_semaphore, struct box_settings) defaults;
};

DEFINE_OWN(box_own, struct box, OWN_KMALLOC,
	   own_locked_member(parcel_queue, state, queue),
	   own_locked_member(parcel_own, settings, spare),
	   own_locked_member(parcel_own, defaults, spare));
DEFINE_OWN_REF(box_ref, box_own, struct box, refs);
DEFINE_OWN_QUEUE(box_list, box_ref, struct box, node);

struct box_ref_result box_find(unsigned int id);
struct parcel_own_rest box_push(const struct box *box, struct parcel_own parcel);
struct parcel_own_result box_pop(const struct box *box);
bool box_readable(const struct box *box);

/* A condition that no compiler knows. */
bool ready(int what);

#endif /* OWN_TESTS_PRELUDE_H */
