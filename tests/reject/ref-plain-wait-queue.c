// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a wait queue in a counted object is not declared as one that many use at once
 * Rust: E0596 (a CondVar is shared)
 * gcc: error: passing argument 1 of '__wake_up' discards 'const' qualifier
 * clang: error: passing .* to parameter of type .* discards qualifiers
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: this is a matter of types
 * sparse: warning: incorrect type in argument 1 \(different modifiers\)
 */
#include "../prelude.h"

struct bell {
	struct kref refs;
#ifdef MENDED
	OWN_SHARED(wait_queue_head_t) waiters;
#else
	wait_queue_head_t waiters;
#endif
};
DEFINE_OWN(bell_own, struct bell, OWN_KMALLOC);
DEFINE_OWN_REF(bell_ref, bell_own, struct bell, refs);

void ring(struct bell_ref bell)
{
	own_auto(bell_ref, b, bell);

#ifdef MENDED
	wake_up(own_shared(&own_use(b)->waiters));
#else
	wake_up(&own_use(b)->waiters);	/* ERROR */
#endif
}
