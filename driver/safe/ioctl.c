// SPDX-License-Identifier: GPL-2.0-only
/*
 * The dispatcher: a call is known by type and number, and the size is what the caller knows of it.
 */
#include <linux/nospec.h>

#include "parcel_internal.h"
#include <own/strict.h>

static long (*const calls[])(struct call *call) = {
	[_IOC_NR(PARCEL_IOC_CREATE)] = call_create,
	[_IOC_NR(PARCEL_IOC_OPEN)] = call_open,
	[_IOC_NR(PARCEL_IOC_UNLINK)] = call_unlink,
	[_IOC_NR(PARCEL_IOC_CLOSE)] = call_close,
	[_IOC_NR(PARCEL_IOC_SEND)] = call_send,
	[_IOC_NR(PARCEL_IOC_RECEIVE)] = call_receive,
	[_IOC_NR(PARCEL_IOC_TAKE)] = call_take,
	[_IOC_NR(PARCEL_IOC_READ)] = call_read,
	[_IOC_NR(PARCEL_IOC_READ_RECORD)] = call_read_record,
	[_IOC_NR(PARCEL_IOC_FORWARD)] = call_forward,
	[_IOC_NR(PARCEL_IOC_MOVE)] = call_move,
	[_IOC_NR(PARCEL_IOC_SELECT)] = call_select,
	[_IOC_NR(PARCEL_IOC_STAT)] = call_stat,
};

/* No structure has grown yet. Without padding, 32-bit callers have the same ones. */
#define FIRST_VERSION(NAME, name) \
	static_assert(sizeof(struct parcel_##name) == PARCEL_##NAME##_SIZE_VER0)

FIRST_VERSION(CREATE, create);
FIRST_VERSION(OPEN, open);
FIRST_VERSION(UNLINK, unlink);
FIRST_VERSION(CLOSE, close);
FIRST_VERSION(SEND, send);
FIRST_VERSION(RECEIVE, receive);
FIRST_VERSION(TAKE, take);
FIRST_VERSION(READ, read);
FIRST_VERSION(READ_RECORD, read_record);
FIRST_VERSION(FORWARD, forward);
FIRST_VERSION(MOVE, move);
FIRST_VERSION(SELECT, select);
FIRST_VERSION(STAT, stat);

static_assert(sizeof(struct parcel_segment) == PARCEL_SEGMENT_SIZE);
static_assert(sizeof(struct parcel_record) == PARCEL_RECORD_SIZE);
static_assert(sizeof(struct parcel_info) == PARCEL_INFO_SIZE);

long call_run(struct call *call, unsigned int number)
{
	unsigned int nr = _IOC_NR(number);

	if (depot_is_gone(parcel_file_depot(call->file)))
		return -ENODEV;
	if (_IOC_TYPE(number) != PARCEL_IOC_TYPE || nr >= ARRAY_SIZE(calls))
		return -ENOTTY;
	nr = array_index_nospec(nr, ARRAY_SIZE(calls));
	return calls[nr] ? calls[nr](call) : -ENOTTY;
}
EXPORT_SYMBOL_IF_KUNIT(call_run);
