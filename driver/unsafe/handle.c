// SPDX-License-Identifier: GPL-2.0-only
/*
 * The handles of an open file.
 */
#include <linux/err.h>
#include <linux/slab.h>

#include "parcel_unsafe.h"

/* A number that nobody can use yet, like a file descriptor before its file is installed. */
int handle_reserve(struct parcel_file *f, u32 *id)
{
	int err;

	mutex_lock(&f->lock);
	if (f->nr_handles >= max_handles)
		err = -EMFILE;
	else
		err = xa_alloc(&f->handles, id, NULL, xa_limit_31b, GFP_KERNEL_ACCOUNT);
	if (!err)
		f->nr_handles++;
	mutex_unlock(&f->lock);
	return err;
}

void handle_unreserve(struct parcel_file *f, u32 id)
{
	mutex_lock(&f->lock);
	xa_erase(&f->handles, id);
	f->nr_handles--;
	mutex_unlock(&f->lock);
}

/* The handle takes over the caller's reference to the box or the parcel. */
void handle_install(struct parcel_file *f, u32 id, struct handle *h)
{
	if (h->kind == PARCEL_KIND_BOX)
		box_add_user(h->box, h->rights);
	mutex_lock(&f->lock);
	xa_store(&f->handles, id, h, GFP_KERNEL_ACCOUNT);	/* reserved: cannot fail */
	mutex_unlock(&f->lock);
}

static void handle_put(struct handle *h)
{
	if (h->kind == PARCEL_KIND_BOX) {
		box_remove_user(h->box, h->rights);
		box_put(h->box);
	} else {
		parcel_put(h->parcel);
	}
}

void handle_drop(struct handle *h)
{
	handle_put(h);
	kfree(h);
}

int handle_remove(struct parcel_file *f, u32 id)
{
	struct handle *h;

	mutex_lock(&f->lock);
	h = xa_load(&f->handles, id);
	if (!h || h->busy) {
		mutex_unlock(&f->lock);
		return h ? -EBUSY : -EBADF;
	}
	mutex_unlock(&f->lock);

	/* BUG(get_on_zero): whoever finds the handle now takes a reference where none is left */
	handle_put(h);

	mutex_lock(&f->lock);
	xa_erase(&f->handles, id);
	f->nr_handles--;
	mutex_unlock(&f->lock);
	kfree(h);
	return 0;
}

/* Called with f->lock held. */
struct handle *handle_find(struct parcel_file *f, u32 id, enum parcel_kind kind, u32 right)
{
	struct handle *h = xa_load(&f->handles, id);

	if (!h || h->kind != kind)
		return ERR_PTR(-EBADF);
	if (h->busy)
		return ERR_PTR(-EBUSY);
	if ((h->rights & right) != right)
		return ERR_PTR(-EACCES);
	return h;
}

/* The caller gets a reference. */
struct box *handle_box(struct parcel_file *f, u32 id, u32 right)
{
	struct box *box;
	struct handle *h;

	mutex_lock(&f->lock);
	h = handle_find(f, id, PARCEL_KIND_BOX, right);
	if (IS_ERR(h)) {
		mutex_unlock(&f->lock);
		return ERR_CAST(h);
	}
	box = h->box;
	box_get(box);
	mutex_unlock(&f->lock);
	return box;
}

/* The caller gets a reference. */
struct parcel *handle_parcel(struct parcel_file *f, u32 id)
{
	struct parcel *p;
	struct handle *h;

	mutex_lock(&f->lock);
	h = xa_load(&f->handles, id);
	/* BUG(type_confusion): there it is and nobody uses it, but is it a parcel? */
	if (!h || h->busy) {
		mutex_unlock(&f->lock);
		return ERR_PTR(h ? -EBUSY : -EBADF);
	}
	p = h->parcel;
	parcel_get(p);
	mutex_unlock(&f->lock);
	return p;
}
