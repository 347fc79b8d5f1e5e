// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a module goes while a timer of its own is armed
 * Rust: none (a module cannot be unloaded safely there, either)
 * gcc clang context-analysis coccinelle sparse: silent: no rule looks at how a module ends
 * tokens: warning: own: nothing stops the timer 'bell_timer' when this module goes
 */
#include "../prelude.h"
#include <own/timer.h>

struct bell {
	struct kref refs;
	struct timer_list timer;
};
DEFINE_OWN(bell_own, struct bell, OWN_KMALLOC);
DEFINE_OWN_REF(bell_ref, bell_own, struct bell, refs);
DEFINE_OWN_TIMER(bell_timer, bell_ref, struct bell, timer, bell_ring);

static OWN_LOCKED(struct mutex, struct bell_ref_slot) the_bell =
	OWN_LOCKED_INIT(__MUTEX_INITIALIZER, the_bell, { });

static void bell_ring(struct bell_timer_fired fired)
{
	own_timer_fired(bell_ref, bell, fired);
	pr_info("ding\n");
}

int bell_arm(const struct bell *bell)
{
	own_auto(bell_ref, mine, bell_ref_get(bell));

	return own_rest(mine, bell_timer_arm(own_take(mine), jiffies + HZ));
}

static void __exit bell_exit(void)
{
	own_guard(mutex, slot, &the_bell);
	own_auto(bell_ref, bell, bell_ref_take_from(slot));

	if (own_none(bell))
		return;
#ifdef MENDED
	own_auto(bell_ref, was_armed, bell_timer_stop(own_use(bell)));
	own_timer_barrier();
#endif
}
module_exit(bell_exit);	/* ERROR */
