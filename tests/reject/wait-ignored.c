// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: nobody asks whether a wait came to a good end
 * Rust: none (unused_must_use warns)
 * gcc: error: ignoring return value of .interruptible_own_waited. declared with attribute .warn_unused_result.
 * clang: error: ignoring return value of function declared with 'warn_unused_result' attribute
 * context-analysis own-check: silent: the compilers reject it
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
void adder_reset(const struct adder *adder);

void adder_stop(const struct adder *adder)
{
#ifdef MENDED
	own_wait(uninterruptible, &adder->waiters, adder_idle(adder));
#else
	own_wait(interruptible, &adder->waiters, adder_idle(adder));	/* ERROR */
#endif
	adder_reset(adder);
}
