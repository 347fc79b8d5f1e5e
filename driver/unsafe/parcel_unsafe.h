/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * parcel_unsafe: the parcel device in hurried classic C. Do not learn from it, learn about it.
 *
 * Locks, outermost first: file->lock, depot->lock, box->lock. It allocates the old way, since
 * Linux 6.12 has no kzalloc_obj().
 */
#ifndef PARCEL_UNSAFE_H
#define PARCEL_UNSAFE_H

#include <linux/atomic.h>
#include <linux/cred.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/list.h>
#include <linux/miscdevice.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/types.h>
#include <linux/uidgid.h>
#include <linux/unaligned.h>
#include <linux/wait.h>
#include <linux/xarray.h>

#include <uapi/parcel.h>

struct depot {
	struct miscdevice misc;
	bool dead;			/* unbound */
	struct mutex lock;		/* what follows */
	struct list_head boxes;		/* all of them, also those that were unlinked */
	unsigned int nr_boxes;
	u32 last_id;			/* of the last box that was made */
	u64 bytes;			/* sum of their capacities */
	struct box *default_box;
};

struct box {
	struct list_head node;		/* in depot->boxes */
	/* BUG(refcount_wrap): name, handles, selections and callers are few, unless one leaks */
	u16 refs;			/* under the lock */
	u32 mode;
	struct list_head queue;		/* under the lock */
	struct depot *depot;
	u32 id;				/* rises in depot->boxes */

	spinlock_t lock;		/* what follows, up to the counters */
	bool unlinked;
	unsigned int senders;		/* handles and selections with the right */
	unsigned int receivers;

	char *name;			/* from here on set once */
	kuid_t uid;
	kgid_t gid;
	u32 capacity_parcels;
	u64 capacity_bytes;

	u32 queued_parcels;		/* counters, under the lock */
	u64 queued_bytes;
	u64 sent;
	u64 received;
	u64 expired;

	wait_queue_head_t wait;		/* senders, receivers and pollers */
};

struct parcel {
	struct list_head node;		/* in box->queue */
	atomic_t refs;			/* its owner, and who reads a taken one */
	u32 length;
	void *data;
	struct parcel_record *records;
	u32 nr_records;
	bool queued;
	struct box *box;		/* the one that it is queued in */
	u64 deadline;
	u64 sequence;
	struct pid *pid;
	kuid_t uid;
	struct timer_list timer;	/* runs while it is queued and has a deadline */
};

struct handle {
	enum parcel_kind kind;
	u32 rights;			/* of a box */
	bool busy;			/* the parcel is being forwarded */
	const char *name;		/* of the box */
	union {
		struct box *box;
		struct parcel *parcel;
	};
};

struct parcel_file {
	u32 rights;			/* of the selection */
	bool select_none;
	const char *name;		/* of the selected box, for /proc */
	struct depot *depot;
	struct mutex lock;		/* the handles and the selection */
	struct xarray handles;
	unsigned int nr_handles;
	struct box *selected;		/* set once */
};

/* A buffer that is used again and again, so that the fast paths need not allocate. */
#define SCRATCH_SIZE	(4096 - sizeof(struct list_head))

struct scratch {
	struct list_head node;
	u8 bytes[SCRATCH_SIZE];
};

/* Not memcpy(): KASAN does not look into it when gcc is older than 13. */
static inline void copy_bytes(u8 *to, const u8 *from, size_t length)
{
	size_t i;

	for (i = 0; i + sizeof(u64) <= length; i += sizeof(u64))
		put_unaligned(get_unaligned((const u64 *)&from[i]), (u64 *)&to[i]);
	for (; i < length; i++)
		to[i] = from[i];
}

#define BOUNCE_SIZE	4096

/* Who asks for a parcel, and how */
struct demand {
	u64 buffer_size;
	u32 max_records;
	bool peek;			/* copy to @bounce and @bounce_records, leave it */
	bool nowait;
	u64 buffer;			/* of the user, for long ones */
	void *bounce;			/* BOUNCE_SIZE */
	struct parcel_record *bounce_records;
	struct parcel_info info;
};

/* main.c */
extern unsigned int max_boxes;
extern unsigned int max_boxes_per_user;
extern unsigned long max_bytes;
extern unsigned int max_handles;

/* box.c */
int boxes_init(void);
void boxes_exit(void);
int name_check(const char *name);
struct box *box_create(struct depot *depot, const char *name, kuid_t uid, kgid_t gid,
		       const struct parcel_create *req);
struct box *box_lookup(struct depot *depot, const char *name);
struct box *box_next(struct depot *depot, u32 id);
int box_permission(struct box *box, u32 rights);
int box_unlink(struct box *box);
struct box *box_unlink_any(struct depot *depot);
void box_get(struct box *box);
void box_put(struct box *box);
void box_drain(struct box *box);
void box_add_user(struct box *box, u32 rights);
void box_remove_user(struct box *box, u32 rights);

/* queue.c */
int box_queue(struct box *box, struct parcel *p);
int box_send(struct box *box, struct parcel *p, bool nowait, u64 *sequence);
struct parcel *box_receive(struct box *box, struct demand *demand);
void box_unreceive(struct box *box, struct parcel *p);
struct parcel *box_head(struct box *box, struct list_head *expired);
int box_empty_errno(struct box *box);
void box_unqueue(struct box *box, struct parcel *p);
void parcel_stop_timer(struct parcel *p);
void box_drop_expired(struct list_head *expired);
bool box_readable(struct box *box);
bool box_writable(struct box *box, u64 size);
bool box_finished(struct box *box);
bool box_broken(struct box *box);

/* parcel.c */
int parcels_init(void);
void parcels_exit(void);
struct parcel *parcel_alloc(size_t length, u32 nr_records);
struct parcel *parcel_alloc_header(void);
void parcel_free_header(struct parcel *p);
struct parcel *parcel_gather(const struct parcel_send *req, u32 length);
void parcel_get(struct parcel *p);
void parcel_put(struct parcel *p);
u64 parcel_size(const struct parcel *p);
u64 deadline_from_user(u64 deadline);
void parcel_info(const struct parcel *p, struct parcel_info *info);
struct scratch *scratch_get(void);
void scratch_put(struct scratch *scratch);

/* handle.c */
int handle_reserve(struct parcel_file *f, u32 *id);
void handle_unreserve(struct parcel_file *f, u32 id);
void handle_install(struct parcel_file *f, u32 id, struct handle *h);
int handle_remove(struct parcel_file *f, u32 id);
struct handle *handle_find(struct parcel_file *f, u32 id, enum parcel_kind kind, u32 right);
struct box *handle_box(struct parcel_file *f, u32 id, u32 right);
struct parcel *handle_parcel(struct parcel_file *f, u32 id);
void handle_drop(struct handle *h);

/* file.c */
extern const struct file_operations parcel_fops;
bool file_nowait(struct file *file, u32 flags);

/* ioctl.c, transfer.c, taken.c, stat.c */
long parcel_ioctl(struct file *file, unsigned int cmd, unsigned long arg);
int get_args(void *req, size_t size, size_t min, const void __user *arg, size_t usize);
int put_args(const void *req, size_t size, void __user *arg, size_t usize);
long parcel_ioctl_send(struct file *file, void __user *arg, size_t usize);
long parcel_ioctl_receive(struct file *file, void __user *arg, size_t usize);
long parcel_ioctl_take(struct file *file, void __user *arg, size_t usize);
long parcel_ioctl_forward(struct file *file, void __user *arg, size_t usize);
long parcel_ioctl_move(struct file *file, void __user *arg, size_t usize);
long parcel_ioctl_read(struct file *file, void __user *arg, size_t usize);
long parcel_ioctl_read_record(struct file *file, void __user *arg, size_t usize);
long parcel_ioctl_stat(struct file *file, void __user *arg, size_t usize);

#endif /* PARCEL_UNSAFE_H */
