// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a queue that owns elements is copied
 * Rust: E0507
 * gcc: silent: a structure can be copied in C
 * clang: silent: a structure can be copied in C
 * context-analysis: silent: a structure can be copied in C
 * own-check: warning: own: struct parcel_queue owns and is copied here, so that there are two owners of one object
 * coccinelle: silent: no rule looks for it
 * sparse: silent: a structure can be copied in C
 */
#include "../prelude.h"

unsigned int count(struct box *box)
{
	own_guard(spinlock, state, &box->state);
#ifdef MENDED
	return parcel_queue_len(&state->queue);
#else
	struct parcel_queue copy = state->queue;	/* ERROR */

	return parcel_queue_len(&copy);
#endif
}
