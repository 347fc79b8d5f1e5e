// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: continue inside own_scoped_guard() was to begin the next turn of the loop around it
 * Rust: none (continue is the loop's)
 * gcc clang context-analysis: silent: the block is a loop to them, and 'continue' leaves it
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 * tokens: warning: own: 'continue' in own_scoped_guard\(\) leaves the block, and not this turn of the loop
 */
#include "../prelude.h"

unsigned int notify_living(const struct box **boxes, unsigned int count)
{
	unsigned int told = 0;

	for (unsigned int i = 0; i < count; i++) {
#ifdef MENDED
		bool dead;

		own_scoped_guard(spinlock, state, &boxes[i]->state)
			dead = state->dead;
		if (dead)
			continue;
#else
		own_scoped_guard(spinlock, state, &boxes[i]->state) {
			if (state->dead)
				continue;	/* ERROR */
		}
#endif
		wake_up(own_shared(&boxes[i]->readers));
		told++;
	}
	return told;
}
