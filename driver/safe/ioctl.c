// SPDX-License-Identifier: GPL-2.0-only
/*
 * The dispatcher: a call is known by type and number, and the size is what the caller knows of it.
 */
#include <linux/build_bug.h>
#include <linux/nospec.h>

#include "parcel_internal.h"
#include <own/strict.h>

/* No structure has grown yet, and they have no padding, so 32-bit callers have the same. */
#define CALL(NAME, name)						\
	[_IOC_NR(PARCEL_IOC_##NAME)] = call_##name +			\
		BUILD_BUG_ON_ZERO(sizeof(struct parcel_##name) !=	\
				  PARCEL_##NAME##_SIZE_VER0)

static long (*const calls[])(struct call *call) = {
	CALL(CREATE, create),
	CALL(OPEN, open),
	CALL(UNLINK, unlink),
	CALL(CLOSE, close),
	CALL(SEND, send),
	CALL(RECEIVE, receive),
	CALL(TAKE, take),
	CALL(READ, read),
	CALL(READ_RECORD, read_record),
	CALL(FORWARD, forward),
	CALL(MOVE, move),
	CALL(SELECT, select),
	CALL(STAT, stat),
};

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
