// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object whose end may sleep is dropped under a spinlock
 * Rust: none (the tool klint)
 * gcc clang context-analysis: silent: what an end does is not part of its type
 * own-check: warning: own: the end of an object here may sleep, but a spinlock is held \(Rust: the tool klint\)
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow calls
 *
 * CONFIG_DEBUG_ATOMIC_SLEEP reports it when it runs.
 */
#include "../prelude.h"

struct slow {
	struct completion done;
};

static void slow_end(struct slow *slow)
{
	wait_for_completion(&slow->done);
}
DEFINE_OWN(slow_own, struct slow, OWN_KMALLOC, own_run(slow_end));

void box_finish(const struct box *box, struct slow_own slow)
{
	own_auto(slow_own, s, slow);
#ifdef MENDED
	own_scoped_guard(spinlock, state, &box->state)
		state->dead = true;
#else
	own_guard(spinlock, state, &box->state);
	state->dead = true;
#endif
	own_drop(slow_own, s);	/* ERROR */
}
