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
#include <linux/pid.h>
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

struct content {
	struct kref refs;
	kuid_t uid;
	struct pid *pid;		/* owns a reference */
	u64 deadline;
	struct index *index;		/* owned; or NULL */
	u32 length;
	u8 bytes[] __counted_by(length);
};

struct parcel {
	struct list_head node;
	u64 sequence;
	struct content *content;	/* owns a reference */
};

struct parcel_queue {
	struct list_head head;		/* owns the parcels */
	unsigned int len;
};

struct box_state {
	struct parcel_queue queue;
	u64 bytes;
	u64 sent;
	u64 received;
	u64 expired;
	unsigned int senders;
	unsigned int receivers;
	bool unlinked;
	bool dead;
	struct parcel_queue late;
	u64 next_expiry;
};

struct box {
	struct kref refs;
	struct list_head node;
	u32 id;
	struct depot *depot;		/* owns a reference */
	char name[PARCEL_NAME_SIZE];
	kuid_t uid;
	kgid_t gid;
	u32 mode;
	u32 capacity_parcels;
	u64 capacity_bytes;
	wait_queue_head_t receivers;
	wait_queue_head_t senders;
	wait_queue_head_t pollers;
	struct delayed_work expiry;
	spinlock_t lock;		/* protects the rest */
	struct box_state state;
};

struct demand {
	u64 buffer_size;
	u32 max_records;
	bool wait;
	struct parcel_info info;
};

enum handle_kind { HANDLE_RESERVED, HANDLE_BOX, HANDLE_PARCEL };

/* Under the lock of the handles, but for the table and the index. */
struct handle {
	struct handle_table *handles;
	void *object;			/* owned; NULL while one thread has it alone */
	void (*drop)(struct handle *handle, void *object);
	int kind;
	unsigned int rights;
	unsigned int borrows;		/* who looks at the object */
	u32 index;
	bool closed;			/* the last borrow ends it */
};

struct handle_table {
	struct xarray entries;
	u32 limit;
	int full;			/* errno */
};

struct parcel_file {
	struct depot *depot;		/* owns a reference */
	struct handle_table handles;
};

struct call {
	struct parcel_file *file;
	bool nonblock;
};

#endif /* PARCEL_TYPES_H */
