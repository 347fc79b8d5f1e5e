// SPDX-License-Identifier: GPL-2.0-only
/*
 * What user space calls by a number: boxes, and parcels that were taken. An entry is a seat or a
 * parcel, which the table owns, tagged with its kind; or reserved; or HANDLE_BUSY, while one thread
 * has the parcel alone.
 */
#include "parcel_internal.h"

void handles_init(struct handle_table *handles, u32 limit, int full)
{
	xa_init_flags(&handles->entries, XA_FLAGS_ALLOC1 | XA_FLAGS_ACCOUNT);
	handles->limit = limit;
	handles->full = full;
}

static void entry_free(void *entry)
{
	if (xa_pointer_tag(entry) == HANDLE_BOX)
		seat_free(xa_untag_pointer(entry));
	else
		parcel_free(xa_untag_pointer(entry));
}

/* Nobody else has the table. */
void handles_end(struct handle_table *handles)
{
	unsigned long handle;
	void *entry;

	xa_for_each(&handles->entries, handle, entry) {
		/* Somebody is in the table who must not be; rather leak than free. */
		if (!WARN_ON_ONCE(xa_untag_pointer(entry) == HANDLE_BUSY))
			entry_free(entry);
	}
	xa_destroy(&handles->entries);
}

/* It names nothing until something is installed. */
int handle_reserve(struct handle_table *handles, u32 *handle)
{
	int err = -EBUSY;

	/* The lowest free index is given out, so the highest one is the limit. */
	if (handles->limit)
		err = xa_alloc(&handles->entries, handle, NULL, XA_LIMIT(1, handles->limit),
			       GFP_KERNEL_ACCOUNT);
	return err == -EBUSY ? handles->full : err;
}

void handle_unreserve(struct handle_table *handles, u32 handle)
{
	xa_erase(&handles->entries, handle);
}

/* Takes the object. Needs no memory where something is reserved. */
void handle_install(struct handle_table *handles, u32 handle, void *object,
		    enum handle_kind kind)
{
	xa_store(&handles->entries, handle, xa_tag_pointer(object, kind), 0);
}

/* To have it alone, and to sleep; or an errno. handle_return_parcel() gives it back. */
struct parcel *handle_borrow_parcel(struct handle_table *handles, u32 handle)
{
	struct parcel *parcel;

	guard(spinlock)(&handles->entries.xa_lock);
	parcel = handle_find(handles, handle, HANDLE_PARCEL);
	if (!IS_ERR(parcel))
		__xa_store(&handles->entries, handle, xa_tag_pointer(HANDLE_BUSY, HANDLE_PARCEL),
			   0);
	return parcel;
}

/* @parcel: NULL if somebody else owns it now. */
void handle_return_parcel(struct handle_table *handles, u32 handle, struct parcel *parcel)
{
	if (parcel)
		handle_install(handles, handle, parcel, HANDLE_PARCEL);
	else
		xa_erase(&handles->entries, handle);
}

int handle_close(struct handle_table *handles, u32 handle)
{
	void *entry;

	scoped_guard(spinlock, &handles->entries.xa_lock) {
		entry = xa_load(&handles->entries, handle);
		if (!entry)
			return -EBADF;
		if (xa_untag_pointer(entry) == HANDLE_BUSY)
			return -EBUSY;
		__xa_erase(&handles->entries, handle);
	}
	entry_free(entry);
	return 0;
}
