// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the callback of a timer takes a mutex by the kernel's own guard()
 * Rust: none in the language (klint reports it)
 * gcc clang: silent: they know own's guards, and strict.h refuses the kernel's
 * context-analysis: silent: it does not know what sleeps
 * own-check: warning: own: 'class_mutex_constructor' may sleep, but this function is called by an interrupt or a timer
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not know which function sleeps
 */
#include "../prelude.h"
#include <linux/timer.h>

#ifdef MENDED
static DEFINE_SPINLOCK(count_lock);
#else
static DEFINE_MUTEX(count_lock);
#endif
static int count;

static void tick(struct timer_list *timer)
{
#ifdef MENDED
	guard(spinlock)(&count_lock);
#else
	guard(mutex)(&count_lock);	/* ERROR: own-check */
#endif
	count++;
}

void start(struct timer_list *timer)
{
	timer_setup(timer, tick, 0);
}
