// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a reference is put under the object's own lock, because it was declared after the guard
 * Rust: none (drop order is the same in Rust; the borrow checker sees that the guard borrows)
 * gcc: silent: both ends of scope are correct by themselves
 * clang: silent: both ends of scope are correct by themselves
 * context-analysis: silent: both ends of scope are correct by themselves
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 *
 * DEBUG_ATOMIC_SLEEP and lockdep report it at run time if the drop function sleeps
 * or takes the same lock.
 */
#include "../prelude.h"

void unlist(struct box_list *list, struct box *box)
{
#ifdef MENDED
	own_auto(box_ref, gone);
	own_guard(spinlock, state, &box->state);
	own_refill(box_ref, gone, box_list_pop(list));
#else
	own_guard(spinlock, state, &box->state);
	own_auto(box_ref, gone, box_list_pop(list));
#endif

	state->dead = true;
}
