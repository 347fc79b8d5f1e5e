// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a completion is made ready again, and the late end of the last round completes the next
 * Rust: none (``Completion`` cannot be made ready again)
 * gcc: error: passing argument 1 of .reinit_completion. from incompatible pointer type
 * clang: error: incompatible pointer types passing 'const struct own_completion \*' to parameter of type 'struct completion \*'
 * context-analysis own-check: silent: the compilers reject it
 * coccinelle: silent: no rule looks for it
 * sparse: warning: incorrect type in argument 1
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
void adder_start(const struct adder *adder);

int adder_do_again(const struct adder *adder)
{
#ifdef MENDED
	adder_start(adder);
	return own_wait_timeout(killable, &adder->waiters, adder_idle(adder), HZ);
#else
	reinit_completion(&adder->ready);	/* ERROR */
	adder_start(adder);
	return own_completion_wait_timeout(killable, &adder->ready, HZ);
#endif
}
