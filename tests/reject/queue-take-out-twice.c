// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an element is taken out of a queue twice
 * Rust: E0382
 * gcc: error: own: 'head' is taken or dropped here, but on some path it was taken or dropped before
 * clang: error: own: 'head' is taken or dropped here, but on some path it was taken or dropped before
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

void send_two(const struct box *box)
{
	own_guard(spinlock, state, &box->state);
	own_peek(parcel_queue, head, &state->queue);
	if (own_none(head))
		return;
	parcel_send(own_take_out(parcel_queue, head));
#ifdef MENDED
	state->bytes = 0;
#else
	parcel_send(own_take_out(parcel_queue, head));	/* ERROR */
#endif
}
