// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an element is put on a list by hand below strict.h
 * Rust: E0133
 * gcc: error: attempt to use poisoned "list_add"
 * clang: error: attempt to use a poisoned identifier
 * context-analysis: error: attempt to use a poisoned identifier
 * coccinelle: silent: the compilers reject it
 * sparse: silent: it knows no poison
 */
#include "../prelude.h"

#include <own/strict.h>

void keep(struct parcel_queue *queue, struct list_head *list, struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

#ifdef MENDED
	parcel_queue_push(queue, own_take(p));
#else
	list_add(&own_mut(p)->node, list);	/* ERROR: gcc clang context-analysis */
#endif
}
