// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: break in own_scoped_guard() in a case was to leave the switch, and falls through
 * Rust: none (there is no switch)
 * clang: warning: own: 'break' in own_scoped_guard\(\) leaves the block and not a loop around it; leave the block by 'continue', a loop by own_guard\(\) or goto
 * gcc: error: own: 'break' in own_scoped_guard\(\) leaves the block and not a loop around it
 * context-analysis: silent: it does not prove
 * coccinelle: silent: the compilers know
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int act(const struct box *box, int what)
{
	int ret = 0;

	while (ready(what)) {
		switch (what) {
		case 1:
			own_scoped_guard(spinlock, state, &box->state) {	/* ERROR */
				state->bytes++;
#ifdef MENDED
				if (state->dead)
					return -EPIPE;
#else
				if (state->dead)
					break;
#endif
			}
			fallthrough;
		case 2:
			ret++;
		}
	}
	return ret;
}
