// SPDX-License-Identifier: GPL-2.0-only
/* What data inside its lock costs: what the lock costs. */
#include <own/locked.h>
#include "cost.h"

struct counters {
	unsigned long sum;
	unsigned int n;
	bool dead;
};

int counters_ask(const struct counters *counters);

struct meter_plain {
	int key;
	struct {
		spinlock_t lock;
		struct counters data;
	} counters;
	struct {
		struct mutex lock;
		struct counters data;
	} slow;
	struct {
		struct rw_semaphore lock;
		struct counters data;
	} shared;
};

struct meter_own {
	int key;
	OWN_LOCKED(spinlock_t, struct counters) counters;
	OWN_LOCKED(struct mutex, struct counters) slow;
	OWN_LOCKED(struct rw_semaphore, struct counters) shared;
};

/* A spinlock for the rest of the function. */

static int COST(count_plain)(struct meter_plain *meter, unsigned int value)
{
	guard(spinlock)(&meter->counters.lock);

	if (meter->counters.data.dead)
		return -EPIPE;
	meter->counters.data.sum += value;
	meter->counters.data.n++;
	return 0;
}

static int COST(count_own)(struct meter_own *meter, unsigned int value)
{
	own_guard(spinlock, counters, &meter->counters);

	if (counters->dead)
		return -EPIPE;
	counters->sum += value;
	counters->n++;
	return 0;
}

/* With the interrupts' state saved. */

static int COST(irqsave_plain)(struct meter_plain *meter)
{
	guard(spinlock_irqsave)(&meter->counters.lock);

	return counters_ask(&meter->counters.data);
}

static int COST(irqsave_own)(struct meter_own *meter)
{
	own_guard(spinlock_irqsave, counters, &meter->counters);

	return counters_ask(counters);
}

/* For one block, left early or not. */

static int COST(block_plain)(struct meter_plain *meter, unsigned int value)
{
	scoped_guard(spinlock, &meter->counters.lock) {
		if (meter->counters.data.dead)
			break;
		meter->counters.data.sum += value;
	}
	return counters_ask(NULL);
}

/*
 * cost: block: gcc -3: gcc keeps the argument on the stack instead of
 * in a register.
 */
static int COST(block_own)(struct meter_own *meter, unsigned int value)
{
	own_scoped_guard(spinlock, counters, &meter->counters) {
		if (counters->dead)
			continue;
		counters->sum += value;
	}
	return counters_ask(NULL);
}

/* A mutex. */

static int COST(mutex_plain)(struct meter_plain *meter)
{
	guard(mutex)(&meter->slow.lock);

	return counters_ask(&meter->slow.data);
}

static int COST(mutex_own)(struct meter_own *meter)
{
	own_guard(mutex, slow, &meter->slow);

	return counters_ask(slow);
}

/* The same, interruptible; against the kernel's own conditional guard. */

static int COST(interruptible_plain)(struct meter_plain *meter)
{
	ACQUIRE(mutex_intr, lock)(&meter->slow.lock);

	if (ACQUIRE_ERR(mutex_intr, &lock))
		return -ERESTARTSYS;
	meter->slow.data.n++;
	return 0;
}

/*
 * cost: interruptible: gcc -9, clang -2: own tells the compiler that the
 * lock's address is neither NULL nor an errno, which ACQUIRE() tests; gcc gives
 * the failing path a return of its own.
 */
static int COST(interruptible_own)(struct meter_own *meter)
{
	own_guard_try(mutex_intr, slow, &meter->slow, -ERESTARTSYS);

	if (own_none(slow))
		return own_err(slow);
	own_use(slow)->n++;
	return 0;
}

/* A lock that may not be had. */

static int COST(try_plain)(struct meter_plain *meter)
{
	ACQUIRE(spinlock_try, lock)(&meter->counters.lock);

	if (ACQUIRE_ERR(spinlock_try, &lock))
		return -EBUSY;
	meter->counters.data.n++;
	return 0;
}

/* cost: try: gcc -7, clang -7: as in interruptible. */
static int COST(try_own)(struct meter_own *meter)
{
	own_guard_try(spinlock_try, counters, &meter->counters, -EBUSY);

	if (own_none(counters))
		return own_err(counters);
	own_use(counters)->n++;
	return 0;
}

/* The same as one writes it without cleanup.h. */

static int COST(trylock_plain)(struct meter_plain *meter)
{
	if (!mutex_trylock(&meter->slow.lock))
		return -EBUSY;
	meter->slow.data.n++;
	mutex_unlock(&meter->slow.lock);
	return 0;
}

/*
 * cost: trylock: gcc 0, clang +4: gcc sees through the kernel's conditional
 * guard; clang tests in the end whether there is something to unlock.
 */
static int COST(trylock_own)(struct meter_own *meter)
{
	own_guard_try(mutex_try, slow, &meter->slow, -EBUSY);

	if (own_none(slow))
		return own_err(slow);
	own_use(slow)->n++;
	return 0;
}

/* Readers share. */

static int COST(read_plain)(struct meter_plain *meter)
{
	guard(rwsem_read)(&meter->shared.lock);

	return counters_ask(&meter->shared.data);
}

static int COST(read_own)(struct meter_own *meter)
{
	own_guard(rwsem_read, shared, &meter->shared);

	return counters_ask(shared);
}

/* Two of a kind, in one order. */

static void lock_both(spinlock_t *a, spinlock_t *b)
{
	spin_lock(min(a, b));
	spin_lock_nested(max(a, b), SINGLE_DEPTH_NESTING);
}

static void unlock_both(spinlock_t *a, spinlock_t *b)
{
	spin_unlock(max(a, b));
	spin_unlock(min(a, b));
}

static int COST(move_plain)(struct meter_plain *from, struct meter_plain *to)
{
	int err = 0;

	if (from == to)
		return -EINVAL;
	lock_both(&from->counters.lock, &to->counters.lock);
	if (!from->counters.data.n) {
		err = -EAGAIN;
		goto unlock;
	}
	from->counters.data.n--;
	to->counters.data.n++;
unlock:
	unlock_both(&from->counters.lock, &to->counters.lock);
	return err;
}

/*
 * cost: move: gcc 0: the two addresses are sorted once, and by hand
 * twice; it comes to the same number.
 */
static int COST(move_own)(struct meter_own *from, struct meter_own *to)
{
	if (from == to)
		return -EINVAL;
	own_guard_pair(spinlock, a, from, b, to, counters);
	if (!a->n)
		return -EAGAIN;
	a->n--;
	b->n++;
	return 0;
}

/* Set-up, and a lock that is there from the start. */

static void COST(init_plain)(struct meter_plain *meter)
{
	spin_lock_init(&meter->counters.lock);
	mutex_init(&meter->slow.lock);
	init_rwsem(&meter->shared.lock);
}

/*
 * cost: init: clang 0: the lock's class is a variable of another
 * function.
 */
static void COST(init_own)(struct meter_own *meter)
{
	own_locked_init(&meter->counters);
	own_locked_init(&meter->slow);
	own_locked_init(&meter->shared);
}

static struct {
	struct mutex lock;
	struct counters data;
} all_plain = { __MUTEX_INITIALIZER(all_plain.lock), { .n = 1 } };
static OWN_LOCKED(struct mutex, struct counters) all_own =
	OWN_LOCKED_INIT(__MUTEX_INITIALIZER, all_own, { .n = 1 });

static int COST(static_plain)(void)
{
	guard(mutex)(&all_plain.lock);

	return counters_ask(&all_plain.data);
}

static int COST(static_own)(void)
{
	own_guard(mutex, all, &all_own);

	return counters_ask(all);
}
