// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an owner is made of a raw pointer by the function behind own_take_out()
 * Rust: E0616
 * gcc clang context-analysis: silent: the function has to be visible where own_take_out() is used
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 * tokens: warning: own: parcel_queue_taken_out is private to the library
 */
#include "../prelude.h"

void send(const struct box *box, const struct parcel *parcel)
{
	own_guard(spinlock, state, &box->state);
#ifdef MENDED
	own_queue_for_each(parcel_queue, each, &state->queue) {
		if (own_use(each) == parcel) {
			parcel_send(own_take_out(parcel_queue, each));
			break;
		}
	}
#else
	parcel_send(parcel_queue_taken_out(&state->queue, parcel));	/* ERROR */
#endif
}
