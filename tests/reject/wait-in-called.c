// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function that waits is called while a spinlock is held
 * Rust: none in the language (klint reports it)
 * gcc clang: silent: they see one scope
 * context-analysis: silent: the function has no contract
 * own-check: warning: own: 'adder_settle' may sleep, but a spinlock is held
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not know which function sleeps
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

static int adder_settle(const struct adder *adder)
{
	return own_completion_wait(killable, &adder->ready);
}

int adder_add(const struct adder *adder)
{
	int err;

#ifdef MENDED
	err = adder_settle(adder);
#endif
	own_guard(spinlock, state, &adder->state);

#ifndef MENDED
	err = adder_settle(adder);	/* ERROR: own-check */
#endif
	state->sum++;
	return err;
}
