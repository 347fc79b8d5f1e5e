// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a queue on the stack goes out of scope with what is on it
 * Rust: none (it would be dropped)
 * gcc clang context-analysis: silent: only owners have an end in their scope
 * coccinelle: silent: it looks for raw pointers
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

unsigned int take_some(const struct box *box)
{
	unsigned int taken = 0;
	struct parcel_queue mine;

	parcel_queue_init(&mine);
	for (; taken < 8; taken++) {
		own_auto(parcel_own, p, box_pop(box));

		if (own_none(p))
			break;
		parcel_queue_push(&mine, own_take(p));
	}
#ifdef MENDED
	parcel_queue_drop_all(&mine);
#endif
	return taken;
}
