// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function returns the address of a variable of its own
 * Rust: E0515
 * gcc: warning: function returns address of local variable
 * clang: warning: address of stack memory associated with local variable 'state' returned
 * context-analysis: silent: it is about locks and permissions
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not look at that
 */
#include "../prelude.h"

struct box_state *snapshot(struct box *box, struct box_state *to)
{
#ifdef MENDED
	own_guard(spinlock, now, &box->state);

	to->bytes = now->bytes;
	return to;
#else
	struct box_state state = { };

	state.bytes = box->id + to->bytes;
	return &state;	/* ERROR */
#endif
}
