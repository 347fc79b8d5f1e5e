// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is put on a queue by a pointer that does not own it
 * Rust: E0308
 * gcc: error: incompatible type for argument 2 of 'parcel_queue_push'
 * clang context-analysis: error: passing .*'struct parcel \*' to parameter of incompatible type 'struct parcel_own'
 * coccinelle: silent: this is a matter of types
 * sparse: warning: incorrect type in argument 2 \(invalid types\)
 */
#include "../prelude.h"

void push(struct parcel_queue *queue, struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

#ifdef MENDED
	parcel_queue_push(queue, own_take(p));
#else
	parcel_queue_push(queue, own_mut(p));	/* ERROR */
#endif
}
