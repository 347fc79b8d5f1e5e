// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a timer inside an object is started, and the object dropped at the end of the scope
 * Rust: E0373
 * own-check: warning: own: the object of 'a' is dropped at the end of this scope while the kernel still has a pointer to it
 * gcc clang context-analysis coccinelle sparse: silent: there is no header for timers yet
 */
#include "../prelude.h"

struct bell {
	struct timer_list timer;
	u32 id;
};
DEFINE_OWN(bell_own, struct bell, OWN_KMALLOC);

void bell_ring(struct timer_list *timer);

int start(u32 id)
{
	own_auto(bell_own, a, own_alloc(bell_own, GFP_KERNEL));	/* ERROR */

	if (own_none(a))
		return own_err(a);
	own_mut(a)->id = id;
	timer_setup(&own_mut(a)->timer, bell_ring, 0);
	mod_timer(&own_mut(a)->timer, jiffies + HZ);
#ifdef MENDED
	timer_shutdown_sync(&own_mut(a)->timer);
#endif
	return 0;
}
