// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is put on a queue for another type
 * Rust: E0308
 * gcc: error: incompatible type for argument 2 of 'parcel_queue_push'
 * clang context-analysis: error: passing .*'struct box_ref'\)? to parameter of incompatible type 'struct parcel_own'
 * coccinelle: silent: this is a matter of types
 * sparse: warning: incorrect type in argument 2 \(invalid types\)
 */
#include "../prelude.h"

void publish(struct parcel_queue *parcels, struct box_list *boxes, struct box_ref ref)
{
	own_auto(box_ref, b, ref);

#ifdef MENDED
	box_list_push(boxes, own_take(b));
#else
	parcel_queue_push(parcels, own_take(b));	/* ERROR */
#endif
}
