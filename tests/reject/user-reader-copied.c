// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a copy of a reader is made before it is used, and the same bytes are fetched twice
 * Rust: E0382 (a reader is not Copy)
 * gcc clang context-analysis: silent: C copies structures; it is plain to see
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

int count_and_read(struct user_reader *from, u32 *count, struct record *record)
{
#ifdef MENDED
	int err = user_read(object, from, record);

	if (err)
		return err;
	*count = record->length;
	return 0;
#else
	struct user_reader first = *from;
	int err = user_read(object, &first, count);

	if (err)
		return err;
	return user_read(object, from, record);
#endif
}
