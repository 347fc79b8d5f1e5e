// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a count from user space is believed without asking whether it is within the limit
 * Rust: E0308 (a Result is not the value)
 * gcc clang: error: own: the value of 'records' is used here, but on some path it is an errno
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/user.h>

struct record {
	u32 tag;
	u32 offset;
	u32 length;
};

int first_tag(u64 address, u64 count)
{
	own_result(own_user_reader_result, records,
		   own_user_reader_from_array(u64_to_user_ptr(address), count,
					  sizeof(struct record), 256));
	struct record record;
	int err;

#ifdef MENDED
	if (own_none(records))
		return own_err(records);
#endif
	struct own_user_reader from = own_value(records);	/* ERROR */

	err = own_user_read(object, &from, &record);
	return err ?: (int)(record.tag & 0xff);
}
