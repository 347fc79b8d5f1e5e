// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is freed inside the scope of a guard of its own mutex (CVE-2026-23158)
 * Rust: E0505
 * gcc clang: error: own: 'd' is taken or dropped here while it is borrowed
 * context-analysis: silent: it follows pointers, not owners
 * own-check: warning: own: the object of 'd' goes away here while a guard holds a lock that is in it; end the guard's scope first
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

struct state {
	bool live;
};

struct virtuser {
	OWN_LOCKED(struct mutex, struct state) state;
};
DEFINE_OWN(virtuser_own, struct virtuser, OWN_KMALLOC);

void release(struct virtuser_own dev)
{
	own_auto(virtuser_own, d, dev);

#ifdef MENDED
	own_scoped_guard(mutex, state, &own_mut(d)->state)
		state->live = false;
	own_drop(virtuser_own, d);
#else
	own_guard(mutex, state, &own_mut(d)->state);
	state->live = false;
	own_drop(virtuser_own, d);	/* ERROR */
#endif
}
