// SPDX-License-Identifier: GPL-2.0-only
/*
 * Boxes: names, permissions, lifetime.
 */
#include <linux/ctype.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "parcel_unsafe.h"

/*
 * A move holds the locks of two boxes, which lockdep takes for one lock held twice. Boxes that are
 * made one after the other have classes of their own.
 */
#define LOCK_CLASSES	256

static struct lock_class_key lock_classes[LOCK_CLASSES];
static atomic_t nr_made;
static struct kmem_cache *box_cache;

int boxes_init(void)
{
	box_cache = kmem_cache_create("parcel_unsafe_box", sizeof(struct box), 0, SLAB_ACCOUNT,
				      NULL);
	return box_cache ? 0 : -ENOMEM;
}

void boxes_exit(void)
{
	kmem_cache_destroy(box_cache);
}

int name_check(const char *name)
{
	size_t len = strnlen(name, PARCEL_NAME_SIZE);
	size_t i;

	/* BUG(name_without_nul): strnlen() looks no further, so it is never longer than that */
	if (len > PARCEL_NAME_SIZE)
		return -ENAMETOOLONG;
	if (!len)
		return -EINVAL;
	for (i = 0; i < len; i++)
		if (!isascii(name[i]) || !isgraph(name[i]) || name[i] == '/')
			return -EINVAL;
	return 0;
}

/* Called with depot->lock held. */
static struct box *box_find(struct depot *depot, const char *name)
{
	struct box *box;

	list_for_each_entry(box, &depot->boxes, node)
		if (!box->unlinked && !strcmp(box->name, name))
			return box;
	return NULL;
}

/* Called with depot->lock held. The default box belongs to nobody and does not count. */
static int box_charge(struct depot *depot, kuid_t uid, u64 capacity)
{
	unsigned int mine = 0;
	struct box *box;

	if (!depot->default_box)
		return 0;
	if (depot->nr_boxes >= max_boxes || capacity > max_bytes ||
	    depot->bytes > max_bytes - capacity)
		return -ENOSPC;
	/* BUG(one_user_fills_all): how many boxes one has is limited, how large they are is not */
	list_for_each_entry(box, &depot->boxes, node)
		if (uid_eq(box->uid, uid) && box != depot->default_box)
			mine++;
	return mine >= max_boxes_per_user ? -EDQUOT : 0;
}

/* The name and the caller each get a reference. */
struct box *box_create(struct depot *depot, const char *name, kuid_t uid, kgid_t gid,
		       const struct parcel_create *req)
{
	struct box *box;
	int err;

	box = kmem_cache_zalloc(box_cache, GFP_KERNEL);
	if (!box)
		return ERR_PTR(-ENOMEM);
	box->name = kmemdup(name, PARCEL_NAME_SIZE, GFP_KERNEL_ACCOUNT);
	if (!box->name) {
		kmem_cache_free(box_cache, box);
		return ERR_PTR(-ENOMEM);
	}

	box->depot = depot;
	box->refs = 2;
	spin_lock_init(&box->lock);
	lockdep_set_class_and_name(&box->lock,
				   &lock_classes[atomic_inc_return(&nr_made) % LOCK_CLASSES],
				   "box->lock");
	INIT_LIST_HEAD(&box->queue);
	init_waitqueue_head(&box->wait);
	box->uid = uid;
	box->gid = gid;
	box->mode = req->mode;
	box->capacity_parcels = req->capacity_parcels ?: PARCEL_DEFAULT_BOX_PARCELS;
	box->capacity_bytes = req->capacity_bytes ?: PARCEL_DEFAULT_BOX_BYTES;

	mutex_lock(&depot->lock);
	if (depot->dead) {
		err = -ENODEV;
		goto out_unlock;
	}
	if (box_find(depot, name)) {
		err = -EEXIST;
		goto out_unlock;
	}
	err = box_charge(depot, uid, box->capacity_bytes);
	/* BUG(missing_unlock): the lock was not held yet when this label was written */
	if (err)
		goto out_free;
	depot->nr_boxes++;
	box->id = ++depot->last_id;
	depot->bytes += box->capacity_bytes;
	list_add_tail(&box->node, &depot->boxes);
	mutex_unlock(&depot->lock);
	return box;

out_unlock:
	mutex_unlock(&depot->lock);
out_free:
	kfree(box->name);
	kmem_cache_free(box_cache, box);
	return ERR_PTR(err);
}

/* Its last reference is given up before it leaves the list. */
static bool box_get_unless_gone(struct box *box)
{
	bool ret;

	spin_lock_bh(&box->lock);
	ret = box->refs;
	if (ret)
		box->refs++;
	spin_unlock_bh(&box->lock);
	return ret;
}

/* The name has a reference as long as it can be found, so the count is not 0 here. */
struct box *box_lookup(struct depot *depot, const char *name)
{
	struct box *box;

	mutex_lock(&depot->lock);
	box = box_find(depot, name);
	if (box)
		box_get(box);
	mutex_unlock(&depot->lock);
	return box ?: ERR_PTR(READ_ONCE(depot->dead) ? -ENODEV : -ENOENT);
}

/* The first after that number, also if it was unlinked. The caller gets a reference. */
struct box *box_next(struct depot *depot, u32 id)
{
	struct box *box;

	mutex_lock(&depot->lock);
	list_for_each_entry(box, &depot->boxes, node) {
		if (box->id > id && box_get_unless_gone(box)) {
			mutex_unlock(&depot->lock);
			return box;
		}
	}
	mutex_unlock(&depot->lock);
	return ERR_PTR(READ_ONCE(depot->dead) ? -ENODEV : -ENOENT);
}

int box_permission(struct box *box, u32 rights)
{
	u32 mode = box->mode;

	if (rights & PARCEL_RIGHT_ADMIN && !uid_eq(box->uid, current_fsuid()) &&
	    !capable(CAP_FOWNER))
		return -EACCES;

	if (uid_eq(box->uid, current_fsuid()))
		mode >>= 6;
	else if (in_group_p(box->gid))
		mode >>= 3;

	if (rights & PARCEL_RIGHT_RECEIVE && !(mode & 4) && !capable(CAP_DAC_OVERRIDE))
		return -EACCES;
	if (rights & PARCEL_RIGHT_SEND && !(mode & 2) && !capable(CAP_DAC_OVERRIDE))
		return -EACCES;
	return 0;
}

int box_unlink(struct box *box)
{
	struct depot *depot = box->depot;
	int err = 0;

	mutex_lock(&depot->lock);
	if (depot->dead)
		err = -ENODEV;
	else if (box == depot->default_box)
		err = -EPERM;
	else if (box->unlinked)
		err = -ENOENT;
	if (err) {
		mutex_unlock(&depot->lock);
		return err;
	}
	spin_lock_bh(&box->lock);
	box->unlinked = true;
	spin_unlock_bh(&box->lock);
	mutex_unlock(&depot->lock);

	/* Who waits for a stream that has just ended, or for room that nobody will make? */
	wake_up_interruptible(&box->wait);
	box_put(box);
	return 0;
}

/* When the device goes. The caller gets the reference that the name had. */
struct box *box_unlink_any(struct depot *depot)
{
	struct box *box;

	mutex_lock(&depot->lock);
	list_for_each_entry(box, &depot->boxes, node) {
		if (box->unlinked)
			continue;
		spin_lock_bh(&box->lock);
		box->unlinked = true;
		spin_unlock_bh(&box->lock);
		mutex_unlock(&depot->lock);
		return box;
	}
	mutex_unlock(&depot->lock);
	return NULL;
}

void box_get(struct box *box)
{
	spin_lock_bh(&box->lock);
	box->refs++;
	spin_unlock_bh(&box->lock);
}

/* May take depot->lock. */
void box_put(struct box *box)
{
	struct depot *depot = box->depot;
	bool last;

	spin_lock_bh(&box->lock);
	last = !--box->refs;
	spin_unlock_bh(&box->lock);
	if (!last)
		return;

	box_drain(box);

	mutex_lock(&depot->lock);
	list_del(&box->node);
	depot->nr_boxes--;
	depot->bytes -= box->capacity_bytes;
	mutex_unlock(&depot->lock);
	kfree(box->name);
	kmem_cache_free(box_cache, box);
}

/* Drop what is queued and wake everybody. */
void box_drain(struct box *box)
{
	LIST_HEAD(dropped);

	spin_lock_bh(&box->lock);
	/* BUG(splice_race): a timer that expires now takes its parcel off this list, too */
	list_splice_init(&box->queue, &dropped);
	spin_unlock_bh(&box->lock);

	box_drop_expired(&dropped);
	wake_up_all(&box->wait);
}

void box_add_user(struct box *box, u32 rights)
{
	spin_lock_bh(&box->lock);
	if (rights & PARCEL_RIGHT_SEND)
		box->senders++;
	if (rights & PARCEL_RIGHT_RECEIVE)
		box->receivers++;
	spin_unlock_bh(&box->lock);
}

void box_remove_user(struct box *box, u32 rights)
{
	spin_lock_bh(&box->lock);
	if (rights & PARCEL_RIGHT_SEND)
		box->senders--;
	if (rights & PARCEL_RIGHT_RECEIVE)
		box->receivers--;
	spin_unlock_bh(&box->lock);
	wake_up_interruptible(&box->wait);
}
