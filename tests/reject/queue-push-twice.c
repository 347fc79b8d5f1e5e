// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: one object is put on two queues
 * Rust: E0382
 * gcc: error: own: 'p' is taken or dropped here, but on some path it was taken or dropped before
 * clang: error: own: 'p' is taken or dropped here, but on some path it was taken or dropped before
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

void push_both(struct parcel_queue *first, struct parcel_queue *second, struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

	parcel_queue_push(first, own_take(p));
#ifndef MENDED
	parcel_queue_push(second, own_take(p));	/* ERROR */
#endif
}
