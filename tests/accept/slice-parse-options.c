// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a message of type, length, value records is parsed with a cursor into a structure
 */
#include "../prelude.h"
#include <own/slice.h>

enum { OPTION_END, OPTION_NAME, OPTION_LEVEL, OPTION_DEADLINE };

struct options {
	u8 name[32];
	size_t name_length;
	u32 level;
	u64 deadline;
};

static int option_level(struct slice value, struct options *options)
{
	struct slice_cursor at = slice_cursor_from(value);

	own_result(u32_result, level, slice_cursor_be32(&at));
	if (own_none(level))
		return own_err(level);
	options->level = own_value(level);
	return slice_cursor_end(&at);
}

static int option_deadline(struct slice value, struct options *options)
{
	struct slice_cursor at = slice_cursor_from(value);

	own_result(u64_result, deadline, slice_cursor_le64(&at));
	if (own_none(deadline))
		return own_err(deadline);
	if (!own_value(deadline))
		return -EINVAL;
	options->deadline = own_value(deadline);
	return slice_cursor_end(&at);
}

int options_parse(struct slice message, struct options *options)
{
	struct slice_cursor at = slice_cursor_from(message);

	while (slice_cursor_left(&at)) {
		own_result(u8_result, type, slice_cursor_u8(&at));
		if (own_none(type))
			return own_err(type);
		if (own_value(type) == OPTION_END)
			return slice_cursor_end(&at);

		own_result(slice_result, value, slice_cursor_record_be16(&at));
		int err;

		if (own_none(value))
			return own_err(value);
		switch (own_value(type)) {
		case OPTION_NAME:
			err = slice_copy(slice_mut_of(slice, options->name), own_value(value));
			options->name_length = slice_len(own_value(value));
			break;
		case OPTION_LEVEL:
			err = option_level(own_value(value), options);
			break;
		case OPTION_DEADLINE:
			err = option_deadline(own_value(value), options);
			break;
		default:
			err = -EOPNOTSUPP;
		}
		if (err)
			return err;
	}
	return -EBADMSG;
}
