// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: locked data of an object that others have is reached without its lock
 * Rust: E0596
 * gcc clang context-analysis: error: own: others may see this object; take its lock with own_guard\(\)
 * coccinelle: silent: no rule looks for it
 * sparse: warning: static assertion failed: "own: others may see this object
 */
#include "../prelude.h"

int kill(unsigned int id)
{
	own_auto(box_ref, b, box_find(id));

	if (own_none(b))
		return own_err(b);
#ifdef MENDED
	own_guard(spinlock, state, &own_use(b)->state);
	state->dead = true;
#else
	own_locked_mut(&own_use(b)->state)->dead = true;	/* ERROR */
#endif
	return 0;
}
