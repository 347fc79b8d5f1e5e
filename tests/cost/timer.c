// SPDX-License-Identifier: GPL-2.0-only
/* What timers that own cost: the get and the put that belong to them anyway. */
#include <own/ref.h>
#include <own/timer.h>
#include "cost.h"

struct lamp {
	struct kref refs;
	struct timer_list off;
	struct hrtimer blink;
};

void lamp_destroy(struct lamp *lamp);

DEFINE_OWN(lamp_own, struct lamp, lamp_destroy);
DEFINE_OWN_REF(lamp_ref, lamp_own, struct lamp, refs);
DEFINE_OWN_TIMER(lamp_off, lamp_ref, struct lamp, off, lamp_off_now);
DEFINE_OWN_HRTIMER(lamp_blink, lamp_ref, struct lamp, blink, lamp_blink_now, CLOCK_MONOTONIC,
		   HRTIMER_MODE_REL);

static void lamp_release(struct kref *refs)
{
	lamp_destroy(container_of(refs, struct lamp, refs));
}

static void lamp_put(struct lamp *lamp)
{
	kref_put(&lamp->refs, lamp_release);
}

void lamp_do(const struct lamp *lamp);

/* Arm with a reference; put it if the timer was armed already. */

static void COST(arm_plain)(struct lamp *lamp, unsigned long expires)
{
	kref_get(&lamp->refs);
	if (mod_timer(&lamp->off, expires))
		lamp_put(lamp);
}

/*
 * cost: arm: gcc 0, clang 0: the same instructions; the put stands in front of the return
 * here, and behind it there.
 */
static void COST(arm_own)(struct lamp *lamp, unsigned long expires)
{
	own_auto(lamp_ref, l, lamp_ref_get(lamp));

	own_rest(l, lamp_off_arm(own_take(l), expires));
}

/* The callback: use the object, put the reference. */

static void COST(callback_plain)(struct timer_list *timer)
{
	struct lamp *lamp = container_of(timer, struct lamp, off);

	lamp_do(lamp);
	lamp_put(lamp);
}

static void lamp_off_now(struct lamp_off_fired fired)
{
	own_timer_fired(lamp_ref, l, fired);

	lamp_do(own_use(l));
}

/* cost: callback: gcc 0, clang 0: the destructor is called by another name. */
static void COST(callback_own)(struct timer_list *timer)
{
	__lamp_off_callback(timer);
}

/* Stop it, and put the reference that it had. */

static void COST(stop_plain)(struct lamp *lamp)
{
	if (timer_delete_sync(&lamp->off))
		lamp_put(lamp);
}

/*
 * cost: stop: gcc 0, clang 0: the same instructions; the put stands in front of the return
 * here, and behind it there.
 */
static void COST(stop_own)(struct lamp *lamp)
{
	own_auto(lamp_ref, was_armed, lamp_off_stop(lamp));
}

/* The callback of an hrtimer, which goes on. */

static enum hrtimer_restart COST(tick_plain)(struct hrtimer *timer)
{
	struct lamp *lamp = container_of(timer, struct lamp, blink);

	lamp_do(lamp);
	hrtimer_forward_now(timer, ms_to_ktime(10));
	return HRTIMER_RESTART;
}

static enum hrtimer_restart lamp_blink_now(struct lamp_blink_fired fired)
{
	own_hrtimer_fired(l, fired);

	lamp_do(l);
	lamp_blink_forward(fired, ms_to_ktime(10));
	return HRTIMER_RESTART;
}

static enum hrtimer_restart COST(tick_own)(struct hrtimer *timer)
{
	return __lamp_blink_callback(timer);
}

/* Start an hrtimer, do something, and stop it again. */

static void COST(start_plain)(struct lamp *lamp, ktime_t expires)
{
	kref_get(&lamp->refs);
	hrtimer_start(&lamp->blink, expires, HRTIMER_MODE_REL);
	lamp_do(lamp);
	hrtimer_cancel(&lamp->blink);
	lamp_put(lamp);
}

/* cost: start: gcc 0, clang 0: the destructor is called by another name. */
static void COST(start_own)(struct lamp *lamp, ktime_t expires)
{
	own_auto(lamp_blink, blinking, lamp_blink_start(lamp_ref_get(lamp), expires));

	lamp_do(own_use(blinking));
}
