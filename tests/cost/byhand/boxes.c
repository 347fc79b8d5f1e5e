// SPDX-License-Identifier: GPL-2.0-only
/*
 * The calls that make, find, choose and give up boxes.
 */
#include <linux/ctype.h>
#include <linux/string.h>

#include "parcel_internal.h"

/* Printable ASCII without space and '/', and a NUL in time. */
static int check_name(const char *name)
{
	size_t length = strnlen(name, PARCEL_NAME_SIZE);

	if (length == PARCEL_NAME_SIZE)
		return -ENAMETOOLONG;
	if (!length)
		return -EINVAL;
	for (size_t i = 0; i < length; i++) {
		if (!isascii(name[i]) || !isgraph(name[i]) || name[i] == '/')
			return -EINVAL;
	}
	return 0;
}

static bool rights_are_valid(u32 rights)
{
	return rights && !(rights & ~PARCEL_RIGHTS);
}

long call_create(struct call *call, struct parcel_create *request)
{
	struct parcel_file *file = call->file;
	struct seat *seat;
	int err;

	if (request->flags || request->reserved || !rights_are_valid(request->rights) ||
	    request->mode & ~PARCEL_MODE_MASK ||
	    request->capacity_parcels > PARCEL_MAX_BOX_PARCELS ||
	    request->capacity_bytes > PARCEL_MAX_BOX_BYTES)
		return -EINVAL;
	err = check_name(request->name);
	if (err)
		return err;
	err = handle_reserve(&file->handles, &request->handle);
	if (err)
		return err;
	/* Told before it is true: a box that others have opened cannot be taken back. */
	err = call_answer(call, request, sizeof(*request));
	if (err)
		goto out;
	seat = depot_create(file->depot, file->opener, request);
	if (IS_ERR(seat)) {
		err = PTR_ERR(seat);
		goto out;
	}
	handle_install(&file->handles, request->handle, seat, HANDLE_BOX);
	return 0;

out:
	handle_unreserve(&file->handles, request->handle);
	return err;
}

long call_open(struct call *call, struct parcel_open *request)
{
	struct parcel_file *file = call->file;
	struct seat *seat;
	int err;

	if (request->flags || request->reserved || !rights_are_valid(request->rights))
		return -EINVAL;
	err = check_name(request->name);
	if (err)
		return err;
	err = handle_reserve(&file->handles, &request->handle);
	if (err)
		return err;
	seat = depot_open(file->depot, file->opener, request->name, request->rights);
	if (IS_ERR(seat)) {
		err = PTR_ERR(seat);
		goto out;
	}
	err = call_answer(call, request, sizeof(*request));
	if (err)
		goto out_seat;
	handle_install(&file->handles, request->handle, seat, HANDLE_BOX);
	return 0;

out_seat:
	seat_free(seat);
out:
	handle_unreserve(&file->handles, request->handle);
	return err;
}

long call_unlink(struct call *call, struct parcel_unlink *request)
{
	if (request->flags)
		return -EINVAL;

	struct box *box __free(box_put) = parcel_file_box(call->file, request->handle,
							  PARCEL_RIGHT_ADMIN);

	if (IS_ERR(box))
		return PTR_ERR(box);
	return depot_unlink(call->file->depot, box);
}

long call_close(struct call *call, struct parcel_close *request)
{
	if (request->flags)
		return -EINVAL;
	return handle_close(&call->file->handles, request->handle);
}

long call_select(struct call *call, struct parcel_select *request)
{
	if (request->flags & ~PARCEL_SELECT_NONE || (request->flags && request->handle))
		return -EINVAL;
	return parcel_file_select(call->file, request->handle, request->flags);
}

static int stat_box(struct parcel_file *file, struct parcel_stat *stat)
{
	const struct seat *seat;

	guard(spinlock)(&file->handles.entries.xa_lock);
	seat = handle_find(&file->handles, stat->handle, HANDLE_BOX);
	if (IS_ERR(seat))
		return PTR_ERR(seat);
	stat->kind = PARCEL_KIND_BOX;
	stat->rights = seat->rights;
	return box_stat(seat->box, stat);
}

static int stat_parcel(struct parcel_file *file, struct parcel_stat *stat)
{
	const struct parcel *parcel;

	guard(spinlock)(&file->handles.entries.xa_lock);
	parcel = handle_find(&file->handles, stat->handle, HANDLE_PARCEL);
	if (IS_ERR(parcel))
		return PTR_ERR(parcel);
	stat->kind = PARCEL_KIND_PARCEL;
	parcel_info(parcel, &stat->info);
	return 0;
}

static int stat_next(struct depot *depot, struct parcel_stat *stat)
{
	unsigned long id = stat->handle;
	struct box *box __free(box_put) = depot_next_box(depot, &id);

	if (!box)
		return -ENOENT;
	stat->handle = box->id;
	stat->kind = PARCEL_KIND_BOX;
	return box_stat(box, stat);
}

long call_stat(struct call *call, struct parcel_stat *request)
{
	struct parcel_stat stat = { .handle = request->handle, .flags = request->flags };
	int err;

	if (request->flags & ~PARCEL_STAT_NEXT)
		return -EINVAL;
	if (request->flags)
		err = stat_next(call->file->depot, &stat);
	else
		err = stat_box(call->file, &stat);
	if (err == -EBADF)
		err = stat_parcel(call->file, &stat);
	return err ?: call_answer(call, &stat, sizeof(stat));
}
