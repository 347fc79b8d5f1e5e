// SPDX-License-Identifier: GPL-2.0-only
/* What it costs to wait for something in an object that stays: nothing but the errno. */
#include <own/locked.h>
#include <own/ref.h>
#include <own/wait.h>
#include "cost.h"

struct adder {
	struct kref refs;
	struct own_waiters waiters;
	struct own_completion ready;
	bool busy;
};

struct plain_adder {
	struct kref refs;
	wait_queue_head_t waiters;
	struct completion ready;
	bool busy;
};
static_assert(sizeof(struct adder) == sizeof(struct plain_adder));

bool adder_idle(const struct adder *adder);
bool plain_adder_idle(const struct plain_adder *adder);

/* Wait. */

static int COST(wait_plain)(struct plain_adder *adder)
{
	return wait_event_interruptible(adder->waiters, plain_adder_idle(adder));
}

/* cost: wait: gcc 0, clang 0: the condition has another name. */
static int COST(wait_own)(const struct adder *adder)
{
	return own_wait(interruptible, &adder->waiters, adder_idle(adder));
}

/* Wait, but not for ever. */

static int COST(timeout_plain)(struct plain_adder *adder)
{
	long left = wait_event_killable_timeout(adder->waiters, plain_adder_idle(adder), HZ);

	if (left < 0)
		return left;
	return left ? 0 : -ETIMEDOUT;
}

/*
 * cost: timeout: gcc +6, clang 0: gcc emits the end of the function twice instead of jumping
 * to it; what runs is the same.
 */
static int COST(timeout_own)(const struct adder *adder)
{
	return own_wait_timeout(killable, &adder->waiters, adder_idle(adder), HZ);
}

/* A completion. */

static int COST(complete_plain)(struct plain_adder *adder)
{
	return wait_for_completion_timeout(&adder->ready, HZ) ? 0 : -ETIMEDOUT;
}

static int COST(complete_own)(const struct adder *adder)
{
	return own_completion_wait_timeout(uninterruptible, &adder->ready, HZ);
}

/* Wake. */

static void COST(wake_plain)(struct plain_adder *adder)
{
	wake_up_poll(&adder->waiters, EPOLLIN);
	complete(&adder->ready);
}

static void COST(wake_own)(const struct adder *adder)
{
	own_wake_up(&adder->waiters, EPOLLIN);
	own_complete(&adder->ready);
}
