// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: what is looked at is taken out by a second look in a block inside, and used
 * Rust: E0502, E0505
 * gcc clang context-analysis: error: own: again may be what a look around this one has found
 * coccinelle: silent: it looks for raw pointers
 * sparse: warning: own: again may be what a look around this one has found
 */
#include "../prelude.h"

u32 first_tag(const struct box *box)
{
	u32 tag;

	own_guard(spinlock, state, &box->state);
	own_peek(parcel_queue, first, &state->queue);
	if (own_none(first))
		return 0;
#ifdef MENDED
	tag = own_use(first)->tag;
	parcel_send(own_take_out(parcel_queue, first));
#else
	{
		own_peek(parcel_queue, again, &state->queue);
		if (!own_none(again))
			parcel_send(own_take_out(parcel_queue, again));	/* ERROR */
	}
	tag = own_use(first)->tag;
#endif
	return tag;
}
