// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a variable gets another object while a guard holds the lock of the one it has
 * Rust: E0506
 * gcc clang: error: own: 'b' is refilled here, but on some path it still holds an object
 * gcc/arm64 gcc/arm64@tell.h: warning: own: 'b' is refilled here, but on some path it still holds an object
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int next(unsigned int id)
{
	own_auto(box_ref, b, box_find(id));

	if (own_none(b))
		return own_err(b);
#ifdef MENDED
	own_scoped_guard(spinlock, state, &own_use(b)->state)
		state->dead = true;
	own_drop(box_ref, b);
#else
	own_guard(spinlock, state, &own_use(b)->state);
	state->dead = true;
#endif
	return own_refill(box_ref, b, box_find(id + 1));	/* ERROR */
}
