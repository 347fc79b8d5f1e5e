// SPDX-License-Identifier: GPL-2.0-only
/*
 * Question: b is a borrow of p, and kept is a plain pointer. Who sees the mistake?
 * a: gcc: it is an error.
 * b: Nobody: there is none. kept was set while b was in scope.
 * c: own-check. gcc by itself says nothing.
 * Answer: c
 * gcc: silent
 * own-check: warning: own: a pointer that was had from 'p' is used after that ended (like Rust E0505, E0597)
 *
 * p ends at the inner brace, and the parcel with it; the last line reads freed memory. gcc
 * follows the borrow, not a copy of its pointer. own-check follows the copy: make analyze.
 */
#include "../../tests/prelude.h"

u32 tag_of_new(size_t len)
{
	const struct parcel *kept;

	{
		own_auto(parcel_own, p, parcel_new(len));

		if (own_none(p))
			return 0;
		own_borrow(b, p);
		kept = b;
	}
	return kept->tag;	/* ERROR: own-check */
}
