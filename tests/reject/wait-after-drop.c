// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a wait on an object whose reference was dropped
 * Rust: E0505
 * gcc clang: silent: they do not follow a raw pointer
 * context-analysis: silent: the function has no contract
 * own-check: warning: own: a pointer that was had from 'adder' is passed on after that ended
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

int adder_settle(struct adder_ref value)
{
	own_auto(adder_ref, adder, value);
	const struct adder *a = own_use(adder);
	int err;

#ifdef MENDED
	err = own_wait_timeout(killable, &a->waiters, adder_idle(a), HZ);
	own_drop(adder_ref, adder);
#else
	own_drop(adder_ref, adder);
	err = own_wait_timeout(killable, &a->waiters, adder_idle(a), HZ);	/* ERROR: own-check */
#endif
	return err;
}
