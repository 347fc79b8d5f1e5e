// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a case jumps over a guard, and unlocks what is not locked
 * Rust: none (there is no switch)
 * gcc: error: switch jumps over variable initialization
 * clang context-analysis: error: cannot jump from switch statement to this case label
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 * own-check: warning: own: likely: a guard ends that was never taken, on a path that goes over its declaration
 */
#include "../prelude.h"

int act(const struct box *box, int what)
{
	int ret = 0;

	switch (what) {
	case 0:
#ifdef MENDED
	{
#else
		;
#endif
		own_guard(spinlock, state, &box->state);	/* ERROR: own-check */
		state->dead = true;
		break;
#ifdef MENDED
	}
#endif
	case 1:	/* ERROR: gcc clang context-analysis */
		ret = -EINVAL;
	}
	return ret;
}
