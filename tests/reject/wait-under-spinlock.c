// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a wait while a spinlock is held
 * Rust: none in the language (klint reports it)
 * gcc: error: static assertion failed: "own: this may sleep, but a spinlock is held in this scope
 * clang context-analysis: error: static assertion failed .* own: this may sleep, but a spinlock is held in this scope
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: static assertion failed: "own: this may sleep, but a spinlock is held in this scope
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

void adder_add(const struct adder *adder)
{
#ifdef MENDED
	own_wait(uninterruptible, &adder->waiters, adder_idle(adder));
#endif
	own_guard(spinlock, state, &adder->state);

#ifndef MENDED
	own_wait(uninterruptible, &adder->waiters, !state->busy);	/* ERROR */
#endif
	state->sum++;
}
