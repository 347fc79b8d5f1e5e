// SPDX-License-Identifier: GPL-2.0-only
/*
 * Parcels, and the scratch buffers that their bytes pass through.
 */
#include <linux/minmax.h>
#include <linux/pid.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/time64.h>
#include <linux/time_namespace.h>
#include <linux/uaccess.h>
#include <linux/user_namespace.h>

#include "parcel_unsafe.h"

#define MAX_IDLE_SCRATCH	8
#define FEW_SEGMENTS		8

static struct kmem_cache *parcel_cache;
static DEFINE_SPINLOCK(scratch_lock);
static LIST_HEAD(scratch_idle);
static unsigned int nr_scratch_idle;

int parcels_init(void)
{
	parcel_cache = kmem_cache_create("parcel_unsafe_parcel", sizeof(struct parcel), 0,
					 SLAB_ACCOUNT, NULL);
	return parcel_cache ? 0 : -ENOMEM;
}

void parcels_exit(void)
{
	struct scratch *scratch, *next;

	list_for_each_entry_safe(scratch, next, &scratch_idle, node)
		kfree(scratch);
	kmem_cache_destroy(parcel_cache);
}

struct scratch *scratch_get(void)
{
	struct scratch *scratch = NULL;

	spin_lock(&scratch_lock);
	if (nr_scratch_idle) {
		scratch = list_first_entry(&scratch_idle, struct scratch, node);
		list_del(&scratch->node);
		nr_scratch_idle--;
	}
	spin_unlock(&scratch_lock);
	return scratch ?: kmalloc(sizeof(*scratch), GFP_KERNEL);
}

void scratch_put(struct scratch *scratch)
{
	spin_lock(&scratch_lock);
	if (nr_scratch_idle < MAX_IDLE_SCRATCH) {
		list_add(&scratch->node, &scratch_idle);
		nr_scratch_idle++;
		scratch = NULL;
	}
	spin_unlock(&scratch_lock);
	kfree(scratch);
}

struct parcel *parcel_alloc_header(void)
{
	return kmem_cache_zalloc(parcel_cache, GFP_KERNEL);
}

void parcel_free_header(struct parcel *p)
{
	put_pid(p->pid);
	kmem_cache_free(parcel_cache, p);
}

struct parcel *parcel_alloc(size_t length, u32 nr_records)
{
	struct parcel *p = parcel_alloc_header();

	if (!p)
		return NULL;
	INIT_LIST_HEAD(&p->node);
	atomic_set(&p->refs, 1);
	p->pid = get_pid(task_tgid(current));
	/* BUG(forged_sender): who calls need not be who opened the file, and chose the box */
	p->uid = current_euid();
	p->length = length;
	p->nr_records = nr_records;

	p->data = kmalloc(length, GFP_KERNEL_ACCOUNT);
	if (!p->data)
		goto out_free;
	if (nr_records) {
		p->records = kmalloc_array(nr_records, sizeof(*p->records), GFP_KERNEL_ACCOUNT);
		if (!p->records)
			goto out_free;
	}
	return p;

out_free:
	parcel_put(p);
	return NULL;
}

void parcel_get(struct parcel *p)
{
	atomic_inc(&p->refs);
}

void parcel_put(struct parcel *p)
{
	if (!atomic_dec_and_test(&p->refs))
		return;
	kfree(p->records);
	kfree(p->data);
	parcel_free_header(p);
}

/* What counts against a box. */
u64 parcel_size(const struct parcel *p)
{
	return p->length + (u64)p->nr_records * sizeof(*p->records);
}

/* How far the caller's clock is ahead, in its time namespace. */
static s64 clock_ahead(void)
{
	struct timespec64 offset = { };

	timens_add_monotonic(&offset);
	return timespec64_to_ns(&offset);
}

/* 0 stays what it means, and what does not fit is past or never. */
static u64 shift_time(u64 time, s64 by)
{
	if (!time || !by)
		return time;
	if (by > 0)
		return time > U64_MAX - by ? U64_MAX : time + by;
	return time > -by ? time + by : 1;
}

u64 deadline_from_user(u64 deadline)
{
	return shift_time(deadline, -clock_ahead());
}

/* As the caller sees it: numbers of users and processes, and times, depend on who looks. */
void parcel_info(const struct parcel *p, struct parcel_info *info)
{
	info->length = p->length;
	info->sequence = p->sequence;
	info->deadline = shift_time(p->deadline, clock_ahead());
	info->nr_records = p->nr_records;
	info->pid = pid_vnr(p->pid);
	info->uid = from_kuid_munged(current_user_ns(), p->uid);
	info->reserved = 0;
}

/* Through a buffer of our own, since the bytes of a parcel are not for user copies. */
static int gather_segments(struct parcel *p, const struct parcel_segment *segments, u32 n)
{
	struct scratch *scratch = scratch_get();
	u8 *to = p->data;
	u64 done, part;
	int err = 0;
	u32 i;

	if (!scratch)
		return -ENOMEM;
	for (i = 0; i < n && !err; i++) {
		for (done = 0; done < segments[i].length && !err; done += part) {
			part = min_t(u64, segments[i].length - done, SCRATCH_SIZE);
			if (copy_from_user(scratch->bytes,
					   u64_to_user_ptr(segments[i].address + done), part)) {
				err = -EFAULT;
			} else {
				copy_bytes(to, scratch->bytes, part);
				to += part;
			}
		}
	}
	scratch_put(scratch);
	return err;
}

/* BUG(negative_offset): as an int an offset above 2147483647 is negative, and so small enough */
static bool record_fits(const struct parcel *p, int offset, u32 length)
{
	return length <= p->length && offset <= (int)(p->length - length);
}

static int gather_records(struct parcel *p, const struct parcel_send *req)
{
	const struct parcel_record __user *from = u64_to_user_ptr(req->records);
	u32 offset, length, i;

	for (i = 0; i < req->nr_records; i++) {
		if (get_user(offset, &from[i].offset) || get_user(length, &from[i].length))
			return -EFAULT;
		if (!record_fits(p, offset, length))
			return -EINVAL;
	}
	/* BUG(double_fetch): these need not be the records that were checked */
	if (copy_from_user(p->records, from, req->nr_records * sizeof(*from)))
		return -EFAULT;
	return 0;
}

static int copy_segments(struct parcel_segment *segments, const struct parcel_send *req, u64 *sum)
{
	const struct parcel_segment __user *from = u64_to_user_ptr(req->segments);
	u32 i;

	for (i = 0; i < req->nr_segments; i++) {
		if (copy_from_user(&segments[i], &from[i], sizeof(*from)))
			return -EFAULT;
		if (*sum + segments[i].length < *sum)
			return -EOVERFLOW;
		*sum += segments[i].length;
	}
	return 0;
}

/* In a scratch buffer: most senders have few segments, and need no further memory. */
struct gather {
	struct parcel_segment *segments;	/* @few, or allocated */
	struct parcel_segment few[FEW_SEGMENTS];
};

/* The box has checked @length. */
struct parcel *parcel_gather(const struct parcel_send *req, u32 length)
{
	struct parcel_segment *segments;
	struct scratch *scratch;
	struct parcel *p = NULL;
	struct gather *gather;
	u64 sum = 0;
	u32 size;
	int err;

	/* BUG(size_wrap): of very many segments the product has lost its upper bits */
	size = req->nr_segments * sizeof(*segments);
	if (size > PARCEL_MAX_SEGMENTS * sizeof(*segments) || req->nr_records > PARCEL_MAX_RECORDS)
		return ERR_PTR(-EOVERFLOW);
	scratch = scratch_get();
	if (!scratch)
		return ERR_PTR(-ENOMEM);
	gather = (struct gather *)scratch->bytes;
	err = -EINVAL;
	if (!req->nr_segments)
		goto out;

	segments = gather->few;
	if (req->nr_segments > FEW_SEGMENTS)
		segments = kmalloc(size, GFP_KERNEL_ACCOUNT);
	gather->segments = segments;
	err = -ENOMEM;
	if (!segments)
		goto out;
	err = copy_segments(segments, req, &sum);
	if (err)
		goto out;
	/* BUG(oob_write): if they are longer, there is no room for what gather_segments() copies */
	err = -EINVAL;
	if (sum < req->length)
		goto out;

	err = -ENOMEM;
	p = parcel_alloc(length, req->nr_records);
	if (!p)
		goto out;
	p->deadline = deadline_from_user(req->deadline);
	err = gather_segments(p, segments, req->nr_segments);
	if (err)
		goto out;
	err = gather_records(p, req);
out:
	/* BUG(free_uninit): the first who jumps here has set nothing, and the buffer is not new */
	if (gather->segments != gather->few)
		kfree(gather->segments);
	scratch_put(scratch);
	if (err) {
		if (p)
			parcel_put(p);
		return ERR_PTR(err);
	}
	return p;
}
