// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a wait while a mutex is held, which who wakes needs
 * Rust: none (deadlock is safe)
 * gcc: error: static assertion failed: "own: this waits until somebody else is done, who may want the lock that is held in this scope
 * clang context-analysis: error: static assertion failed .* own: this waits until somebody else is done, who may want the lock that is held in this scope
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: static assertion failed: "own: this waits until somebody else is done, who may want the lock that is held in this scope
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
	OWN_LOCKED(struct mutex, struct adder_state) state;
};
void adder_free(struct adder *adder);
DEFINE_OWN(adder_own, struct adder, adder_free);
DEFINE_OWN_REF(adder_ref, adder_own, struct adder, refs);

bool adder_idle(const struct adder *adder);

int adder_add(const struct adder *adder)
{
	int err = 0;

#ifdef MENDED
	err = own_wait(killable, &adder->waiters, adder_idle(adder));
#endif
	own_guard(mutex, state, &adder->state);

#ifndef MENDED
	err = own_wait(killable, &adder->waiters, !state->busy);	/* ERROR */
#endif
	state->sum++;
	return err;
}

#ifndef MENDED
long adder_for_a_second(const struct adder *adder)
{
	own_guard(mutex, state, &adder->state);

	return own_wait_timeout(killable, &adder->waiters, !state->busy, HZ);	/* ERROR */
}

int adder_when_ready(const struct adder *adder)
{
	own_guard(mutex, state, &adder->state);

	state->sum++;
	return own_completion_wait(killable, &adder->ready);	/* ERROR */
}

long adder_when_soon_ready(const struct adder *adder)
{
	own_guard(mutex, state, &adder->state);

	state->sum++;
	return own_completion_wait_timeout(killable, &adder->ready, HZ);	/* ERROR */
}
#endif
