// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the head is looked at in a loop that tested it the first time only
 * Rust: E0308 (an Option is not its value)
 * gcc: warning: own: 'head' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * gcc: warning: own: 'head' is taken or dropped here, but on some path own_none\(\) was not asked whether it holds anything
 * clang: warning: own: 'head' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * clang: warning: own: 'head' is taken or dropped here, but on some path own_none\(\) was not asked whether it holds anything
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

size_t drain(const struct box *box, size_t room)
{
	size_t sum = 0;

	own_guard(spinlock, state, &box->state);
	while (sum < room) {
		own_peek(parcel_queue, head, &state->queue);
#ifdef MENDED
		if (own_none(head))
			break;
#else
		if (!sum && own_none(head))
			break;
#endif
		sum += own_use(head)->len;	/* ERROR */
		parcel_send(own_take_out(parcel_queue, head));	/* ERROR */
	}
	return sum;
}
