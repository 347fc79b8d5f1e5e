// SPDX-License-Identifier: GPL-2.0-only
/* Rule copy, and what a queue lends. */
#include "../prelude.h"

void queue_copied(struct box_state *to, const struct box_state *from)
{
	memcpy(&to->queue, &from->queue, sizeof(to->queue));	/* SAYS: copy */
}

u32 popped_under_a_look(struct box_state *state)
{
	const struct parcel *raw = NULL;

	{
		own_peek(parcel_queue, first, &state->queue);
		if (own_none(first))
			return 0;
		raw = own_use(first);
	}
	own_auto(parcel_own, p, parcel_queue_pop(&state->queue));
	if (own_none(p))
		return 0;
	own_drop(parcel_own, p);
	return raw->tag;	/* SAYS: dead */
}
