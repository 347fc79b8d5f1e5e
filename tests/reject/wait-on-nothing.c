// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a wait on an object that a lookup may not have found
 * Rust: E0599
 * gcc: warning: own: 'adder' is used here, but on some path own_none.. was not asked
 * clang: error: own: 'adder' is used here, but on some path own_none.. was not asked
 * context-analysis: silent: it follows pointers, not owners
 * own-check: silent: the compilers reject it
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
struct adder_ref_result adder_find(unsigned int number);

int adder_join(unsigned int number)
{
	own_auto(adder_ref, adder, adder_find(number));

#ifdef MENDED
	if (own_none(adder))
		return own_err(adder);
#endif
	return own_completion_wait(killable, &own_use(adder)->ready);	/* ERROR */
}
