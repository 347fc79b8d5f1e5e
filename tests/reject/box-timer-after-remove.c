// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a timer may fire after remove has freed what it uses (CVE-2026-64363)
 * Rust: E0308 (a timer keeps an Arc)
 * gcc: error: attempt to use poisoned "(mod_timer|timer_setup)"|implicit declaration of function 'timer_setup'
 * clang: error: attempt to use a poisoned identifier|call to undeclared function 'timer_setup'
 * context-analysis: error: attempt to use a poisoned identifier
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: undefined identifier 'timer_setup'
 */
#include "../prelude.h"
#include <linux/timer.h>
#include <own/strict.h>

struct remote {
	struct kref refs;
	struct timer_list key_up;
	unsigned int key;
	void *input;
};
DEFINE_OWN(remote_own, struct remote, OWN_KMALLOC);
DEFINE_OWN_REF(remote_ref, remote_own, struct remote, refs);

void input_off(void *input, unsigned int key);

#ifdef MENDED
DEFINE_OWN_TIMER(remote_key, remote_ref, struct remote, key_up, key_up_tick);

static void key_up_tick(struct remote_key_fired fired)
{
	own_timer_fired(remote_ref, remote, fired);

	input_off(own_use(remote)->input, own_use(remote)->key);
}
#else
static void key_up_tick(struct timer_list *timer)
{
	struct remote *remote = container_of(timer, struct remote, key_up);

	input_off(remote->input, remote->key);
}
#endif

void remote_setup(struct remote *remote)
{
#ifdef MENDED
	remote_key_init(remote);
#else
	timer_setup(&remote->key_up, key_up_tick, 0);	/* ERROR */
#endif
}

void remote_event(struct remote *remote)
{
#ifdef MENDED
	own_auto(remote_ref, r, remote_ref_get(remote));

	own_rest(r, remote_key_arm(own_take(r), jiffies + HZ / 8));
#else
	mod_timer(&remote->key_up, jiffies + HZ / 8);	/* ERROR: gcc clang context-analysis */
#endif
}

void remote_remove(struct remote_ref remote)
{
	own_auto(remote_ref, r, remote);

	own_drop(remote_ref, r);
}
