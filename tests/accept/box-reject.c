// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a function that takes an object on success and hands it back on failure
 */
#include "../prelude.h"

struct parcel_own_rest push(struct box *box, unsigned int capacity, struct parcel_own parcel)
{
	own_linear(parcel_own, p, parcel);
	own_guard(spinlock, state, &box->state);
	size_t bytes = own_use(p)->len;

	if (state->dead)
		return own_reject(p, -EPIPE);
	if (bytes > PAGE_SIZE)
		return own_reject(p, -EMSGSIZE);
	if (parcel_queue_len(&state->queue) >= capacity)
		return own_reject(p, -EAGAIN);
	state->bytes += bytes;
	parcel_queue_push(&state->queue, own_take(p));
	return own_accepted(parcel_own);
}
