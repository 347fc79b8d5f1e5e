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

static int option_level(struct own_bytes value, struct options *options)
{
	struct own_cursor at = own_cursor_from(value);

	own_result(own_u32_result, level, own_cursor_be32(&at));
	if (own_none(level))
		return own_err(level);
	options->level = own_value(level);
	return own_cursor_end(&at);
}

static int option_deadline(struct own_bytes value, struct options *options)
{
	struct own_cursor at = own_cursor_from(value);

	own_result(own_u64_result, deadline, own_cursor_le64(&at));
	if (own_none(deadline))
		return own_err(deadline);
	if (!own_value(deadline))
		return -EINVAL;
	options->deadline = own_value(deadline);
	return own_cursor_end(&at);
}

int options_parse(struct own_bytes message, struct options *options)
{
	struct own_cursor at = own_cursor_from(message);

	while (own_cursor_left(&at)) {
		own_result(own_u8_result, type, own_cursor_u8(&at));
		if (own_none(type))
			return own_err(type);
		if (own_value(type) == OPTION_END)
			return own_cursor_end(&at);

		own_result(own_bytes_result, value, own_cursor_record_be16(&at));
		int err;

		if (own_none(value))
			return own_err(value);
		switch (own_value(type)) {
		case OPTION_NAME:
			err = own_bytes_copy(own_slice_mut_of(own_bytes, options->name), own_value(value));
			options->name_length = own_slice_len(own_value(value));
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
