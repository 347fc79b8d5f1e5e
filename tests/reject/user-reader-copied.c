// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a copy of a reader is made before it is used, and the same bytes are fetched twice
 * Rust: E0382 (a reader is not Copy)
 * gcc clang context-analysis: silent: C copies structures; it is plain to see
 * own-check: warning: own: struct own_user_reader is for one use and is copied here
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

int count_and_read(struct own_user_reader *from, u32 *count, struct record *record)
{
#ifdef MENDED
	int err = own_user_read(object, from, record);

	if (err)
		return err;
	*count = record->length;
	return 0;
#else
	struct own_user_reader first = *from;	/* ERROR: own-check */
	int err = own_user_read(object, &first, count);

	if (err)
		return err;
	return own_user_read(object, from, record);
#endif
}
