// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an element is looked at after it was taken out of the queue and handed on
 * Rust: E0382
 * gcc: error: own: 'each' is used here, but on some path it was taken or dropped before
 * clang: error: own: 'each' is used here, but on some path it was taken or dropped before
 * context-analysis: silent: it follows pointers, not owners
 * own-check: warning: own: a pointer that was had from a queue is used after that ended
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

u32 send_first(const struct box *box)
{
	u32 tag = 0;

	own_guard(spinlock, state, &box->state);
	own_queue_for_each(parcel_queue, each, &state->queue) {
#ifdef MENDED
		tag = own_use(each)->tag;
		parcel_send(own_take_out(parcel_queue, each));
#else
		parcel_send(own_take_out(parcel_queue, each));
		tag = own_use(each)->tag;	/* ERROR */
#endif
		break;
	}
	return tag;
}
