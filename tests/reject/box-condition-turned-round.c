// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the test for an object is the wrong way round
 * Rust: Option unchecked
 * gcc: warning: own: 'p' is taken or dropped here, but on some path own_none\(\) was not asked whether it holds anything, or said that it does not
 * clang: warning: own: 'p' is taken or dropped here, but on some path own_none\(\) was not asked whether it holds anything, or said that it does not
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int send(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));

#ifdef MENDED
	if (own_none(p))
#else
	if (!own_none(p))
#endif
		return -ENOENT;
	parcel_send(own_take(p));	/* ERROR */
	return 0;
}
