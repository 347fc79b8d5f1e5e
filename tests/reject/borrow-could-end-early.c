// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct but rejected: a borrow is not used any more, and its scope goes on
 * Rust: none (a borrow ends with its last use)
 * gcc clang: error: own: 'p' is taken or dropped here while it is borrowed
 * context-analysis coccinelle sparse: silent: it is correct
 */
#include "../prelude.h"

u32 send(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	u32 tag;

#ifdef MENDED
	{
		own_borrow(b, p);
		tag = b->tag + b->sum;
	}
	parcel_send(own_take(p));
#else
	own_borrow(b, p);
	tag = b->tag + b->sum;
	parcel_send(own_take(p));	/* ERROR */
#endif
	return tag;
}
