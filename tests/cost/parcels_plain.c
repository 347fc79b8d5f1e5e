// SPDX-License-Identifier: GPL-2.0-only
/* How the parcel driver reads from a parcel that was taken, in careful C. */
#include <linux/slab.h>
#include "parcel_plain.h"

/* The object stays, for as many as look at it, until the last handle_unborrow(). */
static struct handle *handle_borrow(struct handle_table *handles, u32 index, int kind)
{
	struct handle *handle;

	xa_lock(&handles->entries);
	handle = xa_load(&handles->entries, index);
	if (!handle || handle->kind != kind)
		handle = ERR_PTR(-EBADF);
	else if (!handle->object)
		handle = ERR_PTR(-EBUSY);
	else
		handle->borrows++;
	xa_unlock(&handles->entries);
	return handle;
}

static void handle_unborrow(struct handle_table *handles, struct handle *handle)
{
	bool last;

	xa_lock(&handles->entries);
	last = !--handle->borrows && handle->closed;
	xa_unlock(&handles->entries);
	if (!last)
		return;
	if (handle->object)
		handle->drop(handle, handle->object);
	kfree(handle);
}

long call_read(struct call *call, struct parcel_read *request)
{
	struct handle_table *handles = &call->file->handles;
	struct handle *handle;
	int err;

	if (request->flags)
		return -EINVAL;
	handle = handle_borrow(handles, request->handle, HANDLE_PARCEL);
	if (IS_ERR(handle))
		return PTR_ERR(handle);
	err = content_read(parcel_content(handle->object), request->offset, request->length,
			   request->buffer);
	handle_unborrow(handles, handle);
	return err ?: (long)request->length;
}
