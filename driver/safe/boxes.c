// SPDX-License-Identifier: GPL-2.0-only
/*
 * The calls that make, find, choose and give up boxes.
 */
#include <linux/ctype.h>
#include <linux/string.h>

#include "parcel_internal.h"
#include <own/strict.h>

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
	int err;

	if (request->flags || request->reserved || !rights_are_valid(request->rights) ||
	    request->mode & ~PARCEL_MODE_MASK ||
	    request->capacity_parcels > PARCEL_MAX_BOX_PARCELS ||
	    request->capacity_bytes > PARCEL_MAX_BOX_BYTES)
		return -EINVAL;
	err = check_name(request->name);
	if (err)
		return err;

	own_table_reserve(handles, place, &call->file->handles);
	if (own_none(place))
		return own_err(place);
	/* Told before it is true: a box that others have opened cannot be taken back. */
	request->handle = own_table_index(place);
	err = own_user_write(versioned, &call->to, request, NULL);
	if (err)
		return err;
	own_auto(seat_own, seat, depot_create(parcel_file_depot(call->file),
					      parcel_file_opener(call->file), request));
	if (own_none(seat))
		return own_err(seat);
	own_table_install(box_handle, place, own_take(seat));
	return 0;
}

long call_open(struct call *call, struct parcel_open *request)
{
	int err;

	if (request->flags || request->reserved || !rights_are_valid(request->rights))
		return -EINVAL;
	err = check_name(request->name);
	if (err)
		return err;

	own_table_reserve(handles, place, &call->file->handles);
	if (own_none(place))
		return own_err(place);
	own_auto(seat_own, seat,
		 depot_open(parcel_file_depot(call->file), parcel_file_opener(call->file),
			    request->name, request->rights));
	if (own_none(seat))
		return own_err(seat);
	request->handle = own_table_index(place);
	err = own_user_write(versioned, &call->to, request, NULL);
	if (err)
		return err;
	own_table_install(box_handle, place, own_take(seat));
	return 0;
}

long call_unlink(struct call *call, struct parcel_unlink *request)
{
	if (request->flags)
		return -EINVAL;
	own_auto(box_ref, box,
		 parcel_file_box(call->file, request->handle, PARCEL_RIGHT_ADMIN));
	if (own_none(box))
		return own_err(box);
	return depot_unlink(parcel_file_depot(call->file), own_use(box));
}

long call_close(struct call *call, struct parcel_close *request)
{
	if (request->flags)
		return -EINVAL;
	return handles_close(&call->file->handles, request->handle);
}

long call_select(struct call *call, struct parcel_select *request)
{
	if (request->flags & ~PARCEL_SELECT_NONE || (request->flags && request->handle))
		return -EINVAL;
	return parcel_file_select(call->file, request->handle, request->flags);
}

static int stat_box(const struct parcel_file *file, struct parcel_stat *stat)
{
	own_table_peek(box_handle, seat, &file->handles, stat->handle);

	if (own_none(seat))
		return own_err(seat);
	stat->kind = PARCEL_KIND_BOX;
	stat->rights = own_use(seat)->rights;
	return box_stat(seat_box(own_use(seat)), stat);
}

static int stat_parcel(const struct parcel_file *file, struct parcel_stat *stat)
{
	own_table_peek(parcel_handle, p, &file->handles, stat->handle);

	if (own_none(p))
		return own_err(p);
	stat->kind = PARCEL_KIND_PARCEL;
	parcel_info(own_use(p), &stat->info);
	return 0;
}

static int stat_next(const struct depot *depot, struct parcel_stat *stat)
{
	unsigned long id = stat->handle;
	own_auto(box_ref, box, depot_next_box(depot, &id));

	if (own_none(box))
		return own_err(box);
	stat->handle = own_use(box)->id;
	stat->kind = PARCEL_KIND_BOX;
	return box_stat(own_use(box), stat);
}

long call_stat(struct call *call, struct parcel_stat *request)
{
	struct parcel_stat stat = { .handle = request->handle, .flags = request->flags };
	int err;

	if (request->flags & ~PARCEL_STAT_NEXT)
		return -EINVAL;
	if (request->flags)
		err = stat_next(parcel_file_depot(call->file), &stat);
	else
		err = stat_box(call->file, &stat);
	if (err == -EBADF)
		err = stat_parcel(call->file, &stat);
	return err ?: own_user_write(versioned, &call->to, &stat, NULL);
}
