// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a reader is set back, and the same bytes are fetched twice
 * Rust: E0382 (a reader is not Copy)
 * gcc: error: assignment of read-only location
 * clang context-analysis: error: cannot assign to lvalue with const-qualified data member
 * sparse: silent: it takes the members of the structure as they are
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 */
#include "../prelude.h"
#include <own/user.h>

struct record {
	u32 tag;
	u32 offset;
	u32 length;
};

u32 checksum(const struct record *record);

int read_twice(struct own_user_reader *from, struct record *record)
{
#ifdef MENDED
	int err = own_user_read(object, from, record);

	if (err)
		return err;
	return checksum(record) ? 0 : -EBADMSG;
#else
	struct own_user_reader before = *from;
	int err = own_user_read(object, from, record);

	if (err)
		return err;
	if (!checksum(record))
		return -EBADMSG;
	*from = before;	/* ERROR */
	return own_user_read(object, from, record);
#endif
}
