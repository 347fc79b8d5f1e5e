/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PARCEL_TYPES_H
#define PARCEL_TYPES_H

/*
 * The structures of the parcel driver as careful C has them: raw pointers where the driver has
 * owners, a lock beside what it protects. They lie in memory as the driver's do; parcel_layout.h
 * makes sure of that.
 */
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/pid.h>
#include <linux/rbtree.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/uidgid.h>
#include <linux/wait.h>
#include <linux/workqueue.h>
#include <linux/xarray.h>

#include <uapi/parcel.h>

struct index {
	u32 nr_records;
	struct parcel_record records[] __counted_by(nr_records);
};

struct sender {
	struct kref refs;
	kuid_t uid;
	struct pid *pid;		/* each of these owns a reference */
	struct share *share;
};

struct content {
	struct kref refs;
	u32 length;
	u64 deadline;
	struct index *index;		/* owned; or NULL */
	u8 *apart;			/* the payload, owned; NULL if it is in bytes */
	u8 bytes[];
};

struct parcel {
	struct list_head node;
	struct rb_node due;
	u64 sequence : 63;
	u64 held : 1;
	struct content *content;	/* owns a reference */
	struct sender *sender;		/* the same */
	struct share *holder;		/* the same; or NULL */
};

struct parcel_queue {
	struct list_head head;		/* owns the parcels */
	unsigned int len;
};

struct box_state {
	struct parcel_queue queue;
	struct parcel_queue late;
	struct rb_root_cached deadlines;
	u64 next_expiry;
	u64 bytes;
	u32 parcels;
	u32 passed;
	u64 sent;
	u64 received;
	u64 expired;
	struct list_head receiving;
	struct list_head sending;
	unsigned int senders;
	unsigned int receivers;
	bool unlinked;
	bool dead;
};

struct box {
	struct kref refs;
	struct hlist_node node;		/* on the shelf, which owns a reference */
	u32 id;
	u32 hash;
	struct depot *depot;		/* owns a reference */
	struct share *share;		/* the same; or NULL */
	char name[PARCEL_NAME_SIZE];
	kuid_t uid;
	kgid_t gid;
	u32 mode;
	u32 capacity_parcels;
	u64 capacity_bytes;
	wait_queue_head_t pollers;
	struct delayed_work expiry;
	spinlock_t lock;		/* protects the rest */
	struct box_state state;
};

struct sleeper {
	struct list_head node;
	struct task_struct *task;
	u64 size;
	unsigned int dropped;
};

struct demand {
	u64 buffer_size;
	u32 max_records;
	bool wait;
	struct parcel_info info;
};

struct seat {
	struct box *box;		/* owns a reference */
	u32 rights;
};

/* The tag of a handle's entry. */
enum handle_kind { HANDLE_BOX, HANDLE_PARCEL };

/* Its object, while one thread has that alone. */
#define HANDLE_BUSY	ERR_PTR(-EBUSY)

struct handle_table {
	struct xarray entries;		/* own seats and parcels */
	u32 limit;
	int full;			/* errno */
};

/* The default box of a file. */
struct selection {
	struct seat *seat;		/* owned; pollers stay on its box until release */
	bool none;			/* do not select the default box */
};

struct parcel_file {
	struct depot *depot;		/* owns a reference */
	struct opener *opener;		/* the same */
	struct handle_table handles;
	struct mutex lock;		/* protects the rest */
	struct selection selection;
};

struct call {
	struct parcel_file *file;
	bool nonblock;			/* O_NONBLOCK */
	void __user *structure;		/* the caller's, as it knows it */
	size_t size;			/* of that */
};

#endif /* PARCEL_TYPES_H */
