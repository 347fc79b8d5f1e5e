// SPDX-License-Identifier: GPL-2.0-only
/* Rule sleep: what may sleep, where a spinlock is held or a timer calls. */
#include "../prelude.h"
#include <linux/delay.h>
#include <linux/cpu.h>
#include <linux/device.h>
#include <linux/timer.h>
#include <own/adopted.h>
#include <own/mmio.h>
#include <own/rcu.h>
#include <own/revocable.h>
#include <own/table.h>

int box_store(const struct box *box) __own_sleeps;

static int through_another(const struct box *box)
{
	return box_store(box);
}

int under_guard(struct box *box)
{
	own_guard(spinlock, state, &box->state);

	state->bytes++;
	return through_another(box);	/* SAYS: sleep */
}

int after_guard(struct box *box)
{
	own_scoped_guard(spinlock, state, &box->state)
		state->bytes++;
	return through_another(box);
}

static void tick(struct timer_list *timer)
{
	msleep(1);	/* SAYS: sleep */
}

void start(struct timer_list *timer)
{
	timer_setup(timer, tick, 0);
	msleep(1);
}

/* RCU calls what ends an object, and nothing sleeps while it is read. */
struct route {
	int metric;
	struct rcu_head rcu;
};

static void route_end(struct route *route)
{
	msleep(1);	/* SAYS: sleep */
}
DEFINE_OWN_RCU(route_own, struct route, rcu, OWN_KMALLOC, own_run(route_end));

static void rest(void)
{
	msleep(1);
}

void end(struct route_own_rcu *place)
{
	route_own_rcu_clear(place);
}

int while_read(struct route_own_rcu *place)
{
	own_rcu_read(route_own, route, place);

	if (own_none(route))
		return own_err(route);
	rest();	/* SAYS: sleep */
	return own_use(route)->metric;
}

int after_read(struct route_own_rcu *place)
{
	{
		own_rcu_read(route_own, route, place);

		if (own_none(route))
			return own_err(route);
	}
	rest();
	return 0;
}

/* A guard of a lock that sleeps, in a function that is called. */
static unsigned int capacity(const struct box *box)
{
	own_guard(mutex, settings, &box->settings);

	return settings->capacity;
}

unsigned int capacity_under_guard(const struct box *box)
{
	own_guard(spinlock, state, &box->state);

	state->bytes = 0;
	return capacity(box);	/* SAYS: sleep */
}

unsigned int capacity_under_kernels_guard(const struct box *box)
{
	guard(rcu)();
	return capacity(box);	/* SAYS: sleep */
}

/* What a handle names is looked at under the lock of the table. */
DEFINE_OWN_TABLE(handles, (box_handle, box_ref));

unsigned int capacity_by_handle(const struct handles *handles, u32 handle)
{
	own_table_peek(box_handle, box, handles, handle);

	if (own_none(box))
		return 0;
	return capacity(own_use(box));	/* SAYS: sleep */
}

unsigned int capacity_after_handle(const struct handles *handles, u32 handle)
{
	own_auto(box_ref, b);

	{
		own_table_peek(box_handle, box, handles, handle);

		if (own_none(box))
			return 0;
		own_refill(box_ref, b, box_ref_get(own_use(box)));
	}
	return own_none(b) ? 0 : capacity(own_use(b));
}

/* Unbind waits for who has access. */
struct depot {
	unsigned int limit;
};
DEFINE_OWN(depot_own, struct depot, OWN_KMALLOC);

struct gate {
	struct kref refs;
	struct own_revocable depot;
};
DECLARE_OWN(gate_own, struct gate);
DEFINE_OWN_REF(gate_ref, gate_own, struct gate, refs);
DEFINE_OWN_REVOCABLE(gate_depot, gate_ref, struct gate, depot, depot_own, struct depot);
IMPLEMENT_OWN(gate_own, struct gate, OWN_KMALLOC, own_member(gate_depot, depot));

int rest_in_access(const struct gate *gate)
{
	own_access(gate_depot, depot, gate);

	if (own_none(depot))
		return own_err(depot);
	rest();	/* SAYS: sleep */
	return own_use(depot)->limit;
}

int rest_after_access(const struct gate *gate)
{
	int limit;

	{
		own_access(gate_depot, depot, gate);

		if (own_none(depot))
			return own_err(depot);
		limit = own_use(depot)->limit;
	}
	rest();
	return limit;
}

/* A page of user memory may have to be fetched. */
static int tell(int __user *to, int number)
{
	return put_user(number, to);
}

static int tell_all(void __user *to, const void *from, size_t length)
{
	return copy_to_user(to, from, length) ? -EFAULT : 0;
}

int told_under_guard(const struct box *box, int __user *to)
{
	own_guard(spinlock, state, &box->state);

	return tell(to, state->bytes);	/* SAYS: sleep */
}

int all_told_under_guard(const struct box *box, void __user *to)
{
	own_guard(spinlock, state, &box->state);

	return tell_all(to, &state->bytes, sizeof(state->bytes));	/* SAYS: sleep */
}

int told_after_guard(const struct box *box, int __user *to)
{
	int number;

	own_scoped_guard(spinlock, state, &box->state)
		number = state->bytes;
	return put_user(number, to);
}

int put_under_guard(const struct box *box, int __user *to)
{
	own_guard(spinlock, state, &box->state);

	return put_user(state->bytes, to);	/* SAYS: sleep */
}

/* Whether the lock was had is known behind the question. */
int under_try(struct box *box)
{
	own_guard_try(spinlock_try, state, &box->state, -EBUSY);
	if (own_none(state)) {
		msleep(1);
		return own_err(state);
	}
	msleep(1);	/* SAYS: sleep */
	return own_use(state)->bytes;
}

int after_try(struct box *box)
{
	{
		own_guard_try(spinlock_try, state, &box->state, -EBUSY);
		if (!own_none(state))
			own_use(state)->bytes = 0;
	}
	msleep(1);
	return 0;
}

int under_try_of_mutex(struct box *box)
{
	own_guard_try(mutex_try, settings, &box->settings, -EBUSY);
	if (own_none(settings))
		return own_err(settings);
	msleep(1);
	return own_use(settings)->capacity;
}

int under_pair(struct box *one, struct box *other)
{
	if (one == other)
		return 0;
	{
		own_guard_pair(spinlock, a, one, b, other, state);

		swap(a->bytes, b->bytes);
		msleep(1);	/* SAYS: sleep */
	}
	msleep(1);
	return 0;
}

int under_pair_of_mutexes(struct box *one, struct box *other)
{
	if (one == other)
		return 0;
	own_guard_pair(mutex, a, one, b, other, settings);
	swap(a->capacity, b->capacity);
	msleep(1);
	return 0;
}

int clock_under_guard(struct box *box, struct own_clk clk)
{
	own_guard(spinlock, state, &box->state);

	state->bytes++;
	own_auto(own_clk_enabled, c, own_clk_enable(clk));	/* SAYS: sleep */
	return own_err(c);
}

int supply_under_guard(struct box *box, struct own_regulator supply)
{
	own_guard(spinlock, state, &box->state);

	state->bytes++;
	own_auto(own_regulator_enabled, s, own_regulator_enable(supply));	/* SAYS: sleep */
	return own_err(s);
}

DEFINE_OWN_MMIO(regs, 0x40);

void unmapped_under_guard(struct box *box, struct regs window)
{
	own_auto(regs, w, window);
	own_guard(spinlock, state, &box->state);

	state->bytes++;
	own_drop(regs, w);	/* SAYS: sleep */
}

/* guard() and its kin call what takes the lock. */
static DEFINE_MUTEX(order);
static DECLARE_RWSEM(shelf);
static DEFINE_SPINLOCK(count_lock);
static int count;

static void tick_guard(struct timer_list *timer)
{
	guard(mutex)(&order);	/* SAYS: sleep */
	count++;
}

static void tick_scoped(struct timer_list *timer)
{
	scoped_guard(rwsem_write, &shelf)	/* SAYS: sleep */
		count++;
}

static void tick_cond(struct timer_list *timer)
{
	scoped_cond_guard(mutex_intr, return, &order)	/* SAYS: sleep */
		count++;
}

static void tick_try(struct timer_list *timer)
{
	scoped_cond_guard(mutex_try, return, &order)
		count++;
}

static void tick_class(struct timer_list *timer)
{
	CLASS(rwsem_read, read)(&shelf);	/* SAYS: sleep */

	count++;
}

static void tick_cpus(struct timer_list *timer)
{
	guard(cpus_read_lock)();	/* SAYS: sleep */
	count++;
}

void start_guards(struct timer_list *timer)
{
	timer_setup(timer, tick_guard, 0);
	timer_setup(timer, tick_scoped, 0);
	timer_setup(timer, tick_cond, 0);
	timer_setup(timer, tick_try, 0);
	timer_setup(timer, tick_class, 0);
	timer->function = tick_cpus;
}

static void tick_static(struct timer_list *timer)
{
	msleep(1);	/* SAYS: sleep */
}

static void tick_of_member(struct timer_list *timer)
{
	msleep(1);	/* SAYS: sleep */
}

static DEFINE_TIMER(ticks, tick_static);
static struct { struct timer_list timer; } clock = { .timer.function = tick_of_member };

void start_static(void)
{
	add_timer(&ticks);
	add_timer(&clock.timer);
}

void device_under_guard(struct device *device)
{
	guard(spinlock_irqsave)(&count_lock);
	guard(device)(device);	/* SAYS: sleep */
}

void mutex_without_preemption(void)
{
	guard(preempt)();
	guard(mutex)(&order);	/* SAYS: sleep */
}

void mutex_without_interrupts(void)
{
	guard(irqsave)();
	guard(mutex)(&order);	/* SAYS: sleep */
}

void spinlock_in_mutex(void)
{
	guard(mutex)(&order);
	guard(spinlock)(&count_lock);
	count++;
}

/* Locked by hand. */
void mutex_under_lock(void)
{
	spin_lock(&count_lock);
	mutex_lock(&order);	/* SAYS: sleep */
	mutex_unlock(&order);
	spin_unlock(&count_lock);
}

void mutex_after_lock(void)
{
	spin_lock(&count_lock);
	count++;
	spin_unlock(&count_lock);
	mutex_lock(&order);
	mutex_unlock(&order);
}

int *memory_under_lock(spinlock_t *lock)
{
	unsigned long flags;
	int *memory;

	spin_lock_irqsave(lock, flags);
	memory = kmalloc(sizeof(*memory), GFP_KERNEL);	/* SAYS: sleep */
	spin_unlock_irqrestore(lock, flags);
	return memory;
}

void rest_while_read_by_hand(void)
{
	rcu_read_lock();
	rest();	/* SAYS: sleep */
	rcu_read_unlock();
}

/* Only one path has locked, and the other one sleeps. */
void locked_if_asked(bool locked)
{
	if (locked)
		spin_lock(&count_lock);
	count++;
	if (locked)
		spin_unlock(&count_lock);
	else
		msleep(1);
}

static void without_lock(void)
{
	spin_unlock(&count_lock);
	msleep(1);
	spin_lock(&count_lock);
}

void let_go_in_called(void)
{
	spin_lock(&count_lock);
	while (count)
		without_lock();
	spin_unlock(&count_lock);
}

static void let_go(void)
{
	spin_unlock(&count_lock);
}

void rest_after_let_go(void)
{
	spin_lock(&count_lock);
	let_go();
	msleep(1);
}
