// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the lock of an OWN_LOCKED() is taken, and nobody has initialised it
 * Rust: E0063 (a Mutex is a field that has to be made)
 * gcc clang context-analysis: silent: what is in memory is not known
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 *
 * A kernel with CONFIG_DEBUG_SPINLOCK or lockdep reports it where it is taken first; in others a
 * spinlock of zeros works, and a mutex works until somebody has to wait.
 */
#include "../prelude.h"

struct bin {
	OWN_LOCKED(struct mutex, struct { int pieces; }) state;
};
DEFINE_OWN(bin_own, struct bin, OWN_KMALLOC);

struct bin_own_result bin_new(void)
{
	own_auto(bin_own, b, own_alloc(bin_own, GFP_KERNEL));

	if (own_none(b))
		return own_fail(bin_own, own_err(b));
#ifdef MENDED
	own_locked_init(&own_mut(b)->state);
#endif
	return own_ok(b);
}

void bin_throw(const struct bin *bin)
{
	own_guard(mutex, state, &bin->state);

	state->pieces++;
}
