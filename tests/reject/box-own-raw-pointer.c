// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an owner is made from a pointer that belongs to somebody else
 * Rust: E0308
 * gcc: error: '_Generic' selector of type 'const struct parcel \*' is not compatible with any association
 * clang context-analysis: error: controlling expression type .*'const struct parcel \*'\)? not compatible with any generic association type
 * coccinelle: silent: this is a matter of types
 * sparse: warning: no generic selection for 'struct parcel const \*'
 * sparse: warning: invalid initializer
 */
#include "../prelude.h"

int steal(struct box *box)
{
	own_guard(spinlock, state, &box->state);
#ifdef MENDED
	own_auto(parcel_own, p, parcel_queue_pop(&state->queue));
#else
	own_peek(parcel_queue, head, &state->queue);
	if (own_none(head))
		return own_err(head);
	own_auto(parcel_own, p, own_use(head));	/* ERROR */
#endif

	return own_err(p);
}
