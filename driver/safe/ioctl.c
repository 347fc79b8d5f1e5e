// SPDX-License-Identifier: GPL-2.0-only
/*
 * The dispatcher. A call is known by type and number; the size is what the caller knows of it.
 */
#include <linux/build_bug.h>
#include <linux/nospec.h>

#include "parcel_internal.h"

struct call_kind {
	long (*run)(struct call *call);
	size_t size;
	size_t first_version;
};

/* No structure has grown yet. They have no padding, so 32-bit callers have the same sizes. */
#define CALL(NAME, name)						\
	[_IOC_NR(PARCEL_IOC_##NAME)] = {				\
		.run = call_##name,					\
		.size = sizeof(struct parcel_##name),			\
		.first_version = PARCEL_##NAME##_SIZE_VER0 +		\
			BUILD_BUG_ON_ZERO(sizeof(struct parcel_##name) != \
					  PARCEL_##NAME##_SIZE_VER0),	\
	}

static const struct call_kind calls[] = {
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
	const struct call_kind *kind;
	int err;

	if (depot_is_gone(parcel_file_depot(call->file)))
		return -ENODEV;
	if (_IOC_TYPE(number) != PARCEL_IOC_TYPE || nr >= ARRAY_SIZE(calls))
		return -ENOTTY;
	kind = &calls[array_index_nospec(nr, ARRAY_SIZE(calls))];
	if (!kind->run)
		return -ENOTTY;
	call->user_size = _IOC_SIZE(number);
	call->size = kind->size;
	err = user_fetch(call, kind->first_version);
	return err ?: kind->run(call);
}
