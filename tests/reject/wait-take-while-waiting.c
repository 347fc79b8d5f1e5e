// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: what is waited on is handed on before the wait begins
 * Rust: E0505
 * gcc clang: error: own: 'a' is taken or dropped here while it is borrowed
 * context-analysis: silent: it follows pointers, not owners
 * own-check: warning: own: a pointer that was had from 'a' is passed on after that ended
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/wait.h>

struct adder_state {
	unsigned int sum;
	bool busy;
};

struct adder {
	struct kref refs;
	struct own_waiters waiters;
	struct own_completion ready;
	OWN_LOCKED(spinlock_t, struct adder_state) state;
};
void adder_free(struct adder *adder);
DEFINE_OWN(adder_own, struct adder, adder_free);
DEFINE_OWN_REF(adder_ref, adder_own, struct adder, refs);

bool adder_idle(const struct adder *adder);
unsigned long adder_retire(struct adder_ref adder);

int adder_end(const struct adder *shared)
{
	own_auto(adder_ref, a, adder_ref_get(shared));

#ifdef MENDED
	return own_wait_timeout(killable, &own_use(a)->waiters, adder_idle(own_use(a)), HZ);
#else
	return own_wait_timeout(killable, &own_use(a)->waiters, ready(1),	/* ERROR: own-check */
				adder_retire(own_take(a)));	/* ERROR: gcc clang */
#endif
}
