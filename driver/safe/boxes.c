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
	struct depot *depot = parcel_file_depot(call->file);
	int err;

	if (request->flags || request->reserved || !rights_are_valid(request->rights) ||
	    request->mode & ~PARCEL_MODE_MASK ||
	    request->capacity_parcels > PARCEL_MAX_BOX_PARCELS ||
	    request->capacity_bytes > PARCEL_MAX_BOX_BYTES)
		return -EINVAL;
	err = check_name(request->name);
	if (err)
		return err;

	own_auto(handles_reserved, place, handles_reserve(&call->file->handles));
	if (own_none(place))
		return own_err(place);
	own_auto(box_ref, box, depot_create(depot, request));
	if (own_none(box))
		return own_err(box);
	request->handle = handles_reserved_index(own_use(place));
	err = user_write(versioned, &call->to, request, NULL);
	if (err) {
		depot_unlink(depot, own_use(box));
		return err;
	}
	box_handle_install(own_take(place), own_take(box), request->rights);
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

	own_auto(handles_reserved, place, handles_reserve(&call->file->handles));
	if (own_none(place))
		return own_err(place);
	own_auto(box_ref, box, depot_open(parcel_file_depot(call->file), request->name,
					  request->rights));
	if (own_none(box))
		return own_err(box);
	request->handle = handles_reserved_index(own_use(place));
	err = user_write(versioned, &call->to, request, NULL);
	if (!err)
		box_handle_install(own_take(place), box_ref_get(own_use(box)), request->rights);
	/* Until the handle counts, or forgets, that it may send or receive, we did. */
	box_closed(own_use(box), request->rights);
	return err;
}

long call_unlink(struct call *call, struct parcel_unlink *request)
{
	if (request->flags)
		return -EINVAL;
	own_auto(box_ref, box,
		 box_handle_get(&call->file->handles, request->handle, PARCEL_RIGHT_ADMIN));
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

static int stat_box(struct parcel_file *file, struct parcel_stat *stat)
{
	own_auto(box_ref, box,
		 box_handle_get_with_rights(&file->handles, stat->handle, &stat->rights));

	if (own_none(box))
		return own_err(box);
	stat->kind = PARCEL_KIND_BOX;
	return box_stat(own_use(box), stat);
}

static int stat_parcel(struct parcel_file *file, struct parcel_stat *stat)
{
	own_table_borrow(parcel_handle, p, &file->handles, stat->handle);

	if (own_none(p))
		return own_err(p);
	stat->kind = PARCEL_KIND_PARCEL;
	parcel_info(own_use(p), &stat->info);
	return 0;
}

long call_stat(struct call *call, struct parcel_stat *request)
{
	struct parcel_stat stat = { .handle = request->handle };
	int err;

	if (request->flags)
		return -EINVAL;
	err = stat_box(call->file, &stat);
	if (err == -EBADF)
		err = stat_parcel(call->file, &stat);
	return err ?: user_write(versioned, &call->to, &stat, NULL);
}
