// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the data of a lock goes to a function after the unlock
 * Rust: E0597
 * gcc: silent: a raw pointer is not followed
 * clang: silent: a raw pointer is not followed
 * context-analysis: warning: own: state_check\(\) wants a borrow of
 * own-check: warning: own: a pointer that was had from 'state' is passed on after that ended
 * coccinelle: silent: it does not follow pointers, own-check does
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int state_check(const struct box_state *state) __own_borrows(state);

int check(struct box *box)
{
#ifdef MENDED
	own_guard(spinlock, state, &box->state);

	return state_check(state);
#else
	const struct box_state *smuggled;

	own_scoped_guard(spinlock, state, &box->state)
		smuggled = state;
	return state_check(smuggled);		/* ERROR: context-analysis own-check */
#endif
}
