// SPDX-License-Identifier: GPL-2.0-only
/*
 * The dispatcher: a call is known by type and number, and the size is what the caller knows of it.
 */
#include <linux/nospec.h>

#include "parcel_internal.h"

/* Once, and what the caller does not know becomes 0. Inline like what it calls. */
static __always_inline int call_request(const struct call *call, void *request, size_t size,
					size_t first)
{
	if (call->size < first)
		return -EINVAL;
	if (call->size > PAGE_SIZE)
		return -E2BIG;
	return copy_struct_from_user(request, size, call->structure, call->size);
}

#define CALL(NAME, name)							\
static long run_##name(struct call *call)					\
{										\
	struct parcel_##name request;						\
	int err;								\
										\
	static_assert(sizeof(request) == PARCEL_##NAME##_SIZE_VER0);		\
	err = call_request(call, &request, sizeof(request), PARCEL_##NAME##_SIZE_VER0); \
	return err ? err : call_##name(call, &request);				\
}

CALL(CREATE, create)
CALL(OPEN, open)
CALL(UNLINK, unlink)
CALL(CLOSE, close)
CALL(SEND, send)
CALL(RECEIVE, receive)
CALL(TAKE, take)
CALL(READ, read)
CALL(READ_RECORD, read_record)
CALL(FORWARD, forward)
CALL(MOVE, move)
CALL(SELECT, select)
CALL(STAT, stat)

static long (*const calls[])(struct call *call) = {
	[_IOC_NR(PARCEL_IOC_CREATE)] = run_create,
	[_IOC_NR(PARCEL_IOC_OPEN)] = run_open,
	[_IOC_NR(PARCEL_IOC_UNLINK)] = run_unlink,
	[_IOC_NR(PARCEL_IOC_CLOSE)] = run_close,
	[_IOC_NR(PARCEL_IOC_SEND)] = run_send,
	[_IOC_NR(PARCEL_IOC_RECEIVE)] = run_receive,
	[_IOC_NR(PARCEL_IOC_TAKE)] = run_take,
	[_IOC_NR(PARCEL_IOC_READ)] = run_read,
	[_IOC_NR(PARCEL_IOC_READ_RECORD)] = run_read_record,
	[_IOC_NR(PARCEL_IOC_FORWARD)] = run_forward,
	[_IOC_NR(PARCEL_IOC_MOVE)] = run_move,
	[_IOC_NR(PARCEL_IOC_SELECT)] = run_select,
	[_IOC_NR(PARCEL_IOC_STAT)] = run_stat,
};

static_assert(sizeof(struct parcel_segment) == PARCEL_SEGMENT_SIZE);
static_assert(sizeof(struct parcel_record) == PARCEL_RECORD_SIZE);
static_assert(sizeof(struct parcel_info) == PARCEL_INFO_SIZE);

long call_run(struct call *call, unsigned int number)
{
	unsigned int nr = _IOC_NR(number);

	if (depot_is_gone(call->file->depot))
		return -ENODEV;
	if (_IOC_TYPE(number) != PARCEL_IOC_TYPE || nr >= ARRAY_SIZE(calls))
		return -ENOTTY;
	nr = array_index_nospec(nr, ARRAY_SIZE(calls));
	return calls[nr] ? calls[nr](call) : -ENOTTY;
}
