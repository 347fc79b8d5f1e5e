// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a completion is on the stack, and who completes it may come after the timeout
 * Rust: E0597
 * gcc: error: .struct adder_call. has no member named
 * clang context-analysis: error: no member named .* in 'struct adder_call'
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: (no member .* in struct adder_call|cannot dereference this type)
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
struct adder_call;
void adder_start(const struct adder *adder);
void adder_start_call(const struct adder *adder, const struct adder_call *call);

#ifdef MENDED
int adder_do(const struct adder *adder)
{
	adder_start(adder);
	return own_completion_wait_timeout(uninterruptible, &adder->ready, HZ);
}
#else
struct adder_call {
	struct own_completion done;
};

int adder_do(const struct adder *adder)
{
	struct adder_call call;

	own_completion_init(call, done);	/* ERROR */
	adder_start_call(adder, &call);
	return own_completion_wait_timeout(uninterruptible, &call.done, HZ);
}
#endif
