// SPDX-License-Identifier: GPL-2.0-only
/*
 * own/locked.h: data and its lock.
 *
 * That the data cannot be reached without the guard is shown by tests/reject. Here is that the
 * guard really locks, and really unlocks, whichever way the scope is left. The kernel has
 * PROVE_LOCKING: an order that may deadlock, or a lock that is still held at the end, ends up in
 * the log and fails the suite.
 */
#include <kunit/test.h>
#include <linux/irqflags.h>
#include <linux/lockdep.h>
#include <linux/module.h>
#include <linux/sched/signal.h>

#include <own/box.h>
#include <own/locked.h>
#include <own/ref.h>

#include "together.h"

struct counters {
	int sum;
	int n;
};

struct meter {
	OWN_LOCKED(spinlock_t, struct counters) spin;
	OWN_LOCKED(raw_spinlock_t, struct counters) raw;
	OWN_LOCKED(struct mutex, struct counters) mutex;
	OWN_LOCKED(struct rw_semaphore, struct counters) rwsem;
	OWN_LOCKED(rwlock_t, struct counters) rwlock;
};

DEFINE_OWN(meter_own, struct meter, OWN_KMALLOC);

/* Two of each, set up afresh for each case. */
static struct meter *meter, *other;

static struct meter *meter_new(void)
{
	own_auto(meter_own, m, own_alloc(meter_own, GFP_KERNEL));

	if (own_none(m))
		return NULL;
	own_locked_mut(&own_mut(m)->spin)->n = 1;
	own_locked_init(&own_mut(m)->spin);
	own_locked_init(&own_mut(m)->raw);
	own_locked_init(&own_mut(m)->mutex);
	own_locked_init(&own_mut(m)->rwsem);
	own_locked_init(&own_mut(m)->rwlock);
	/* SAFETY: locked_exit() frees it. */
	return own_unsafe_into(m);
}

static int locked_init(struct kunit *test)
{
	meter = meter_new();
	other = meter_new();
	return meter && other ? 0 : -ENOMEM;
}

static void locked_exit(struct kunit *test)
{
	kfree(meter);
	kfree(other);
}

/*
 * The lock of an OWN_LOCKED(), for asking about it: it is the first member. A driver has no
 * business here.
 */
#define LOCK(type, where)	((type *)(void *)(where))
#define SPIN(m)			LOCK(spinlock_t, &(m)->spin)
#define MUTEX(m)		LOCK(struct mutex, &(m)->mutex)
#define RWSEM(m)		LOCK(struct rw_semaphore, &(m)->rwsem)

#ifdef CONFIG_LOCKDEP
#define held(lock)		(lockdep_is_held(lock) == LOCK_STATE_HELD)
#else
#define held(lock)		true
#endif

static bool spinning(struct meter *m)
{
	return raw_spin_is_locked(&SPIN(m)->rlock);
}

/* One processor needs no spinlock: unless that is debugged, the kernel keeps none. */
static void need_kept_spinlocks(struct kunit *test)
{
	if (!IS_ENABLED(CONFIG_SMP) && !IS_ENABLED(CONFIG_DEBUG_SPINLOCK))
		kunit_skip(test, "needs CONFIG_SMP or CONFIG_DEBUG_SPINLOCK");
}

static bool in_atomic_context(void)
{
	return preempt_count() != 0;
}

/* What another thread sees: could it have the lock now? */
static void try_locks(void *argument)
{
	bool *free = argument;

	free[0] = spin_trylock(SPIN(meter));
	if (free[0])
		spin_unlock(SPIN(meter));
	free[1] = mutex_trylock(MUTEX(meter));
	if (free[1])
		mutex_unlock(MUTEX(meter));
	free[2] = down_write_trylock(RWSEM(meter));
	if (free[2])
		up_write(RWSEM(meter));
	free[3] = down_read_trylock(RWSEM(meter));
	if (free[3])
		up_read(RWSEM(meter));
}

enum { SPIN_FREE, MUTEX_FREE, WRITE_FREE, READ_FREE };

static bool is_free(struct kunit *test, int lock)
{
	struct other_thread thread;
	bool free[4];

	other_thread_start(test, &thread, try_locks, free);
	other_thread_wait(&thread);
	return free[lock];
}

/* Reports of lockdep tell classes apart by the name; what it is named after is the place of use. */
static void each_place_of_use_is_a_class(struct kunit *test)
{
#ifdef CONFIG_LOCKDEP
	KUNIT_EXPECT_STREQ(test, SPIN(meter)->dep_map.name, "&own_mut(m)->spin");
	KUNIT_EXPECT_STREQ(test, MUTEX(meter)->dep_map.name, "&own_mut(m)->mutex");
	KUNIT_EXPECT_STREQ(test, RWSEM(meter)->dep_map.name, "&own_mut(m)->rwsem");
	KUNIT_EXPECT_PTR_EQ(test, SPIN(meter)->dep_map.key, SPIN(other)->dep_map.key);
#else
	kunit_skip(test, "needs CONFIG_LOCKDEP");
#endif
}

/* Held and released ---------------------------------------------------------------------------- */

static void a_guard_of_a_mutex_holds_it_until_the_end_of_its_scope(struct kunit *test)
{
	{
		own_guard(mutex, counters, &meter->mutex);

		KUNIT_EXPECT_TRUE(test, held(MUTEX(meter)));
		KUNIT_EXPECT_FALSE(test, is_free(test, MUTEX_FREE));
		counters->sum = 5;
	}
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(MUTEX(meter)));
	KUNIT_EXPECT_TRUE(test, is_free(test, MUTEX_FREE));

	own_guard(mutex, counters, &meter->mutex);
	KUNIT_EXPECT_EQ(test, counters->sum, 5);
}

static void a_guard_of_a_spinlock_holds_it_until_the_end_of_its_scope(struct kunit *test)
{
	need_kept_spinlocks(test);
	{
		own_guard(spinlock, counters, &meter->spin);

		KUNIT_EXPECT_TRUE(test, held(SPIN(meter)));
		KUNIT_EXPECT_TRUE(test, spinning(meter));
		KUNIT_EXPECT_EQ(test, in_atomic_context(), IS_ENABLED(CONFIG_PREEMPT_COUNT));
		KUNIT_EXPECT_EQ(test, counters->n, 1);
	}
	KUNIT_EXPECT_FALSE(test, spinning(meter));
	KUNIT_EXPECT_FALSE(test, in_atomic_context());
}

/* The guard of one locks that one. */
static void a_guard_locks_its_own_instance(struct kunit *test)
{
	need_kept_spinlocks(test);
	own_guard(spinlock, counters, &other->spin);

	KUNIT_EXPECT_FALSE(test, spinning(meter));
	KUNIT_EXPECT_TRUE(test, spinning(other));
	counters->sum = 1;
}

/* The last one locked is unlocked first. */
static void guards_nest(struct kunit *test)
{
	own_guard(mutex, slow, &meter->mutex);
	{
		own_guard(spinlock, fast, &meter->spin);

		KUNIT_EXPECT_TRUE(test, held(MUTEX(meter)) && held(SPIN(meter)));
		fast->sum = slow->sum;
	}
	KUNIT_EXPECT_FALSE(test, spinning(meter));
	KUNIT_EXPECT_TRUE(test, mutex_is_locked(MUTEX(meter)));
}

enum way_out { RETURN, GOTO, BREAK, CONTINUE, FALL };

static int leave(enum way_out way)
{
	int rounds = 0;

	own_scoped_guard(spinlock, counters, &meter->spin) {
		rounds++;
		counters->n++;
		if (way == RETURN)
			return rounds;
		if (way == GOTO)
			goto out;
		if (way == CONTINUE)
			continue;
	}
out:
	return rounds;
}

static void every_way_out_of_a_block_unlocks(struct kunit *test)
{
	static const enum way_out ways[] = { RETURN, GOTO, CONTINUE, FALL };

	for (int i = 0; i < ARRAY_SIZE(ways); i++) {
		KUNIT_EXPECT_EQ(test, leave(ways[i]), 1);
		KUNIT_EXPECT_FALSE(test, spinning(meter));
	}

	own_guard(spinlock, counters, &meter->spin);
	KUNIT_EXPECT_EQ(test, counters->n, 1 + ARRAY_SIZE(ways));
}

/* In a loop, continue leaves the block and not the loop, as with scoped_guard(). */
static void continue_leaves_the_block(struct kunit *test)
{
	int turns = 0;

	for (int i = 0; i < 3; i++) {
		own_scoped_guard(mutex, counters, &meter->mutex) {
			if (!counters->sum)
				continue;
			turns += 10;
		}
		turns++;
	}
	KUNIT_EXPECT_EQ(test, turns, 3);
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(MUTEX(meter)));
}

/* Interrupts ----------------------------------------------------------------------------------- */

static void irqsave_puts_interrupts_back_as_they_were(struct kunit *test)
{
	unsigned long flags;

	KUNIT_ASSERT_FALSE(test, irqs_disabled());
	{
		own_guard(spinlock_irqsave, counters, &meter->spin);
		KUNIT_EXPECT_TRUE(test, irqs_disabled());
		counters->n++;
	}
	KUNIT_EXPECT_FALSE(test, irqs_disabled());

	local_irq_save(flags);
	own_scoped_guard(spinlock_irqsave, counters, &meter->spin)
		counters->n++;
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	local_irq_restore(flags);

	own_scoped_guard(raw_spinlock_irqsave, counters, &meter->raw) {
		KUNIT_EXPECT_TRUE(test, irqs_disabled());
		counters->n++;
	}
	KUNIT_EXPECT_FALSE(test, irqs_disabled());
}

static void irq_and_bh_are_off_while_their_guards_are_in_scope(struct kunit *test)
{
	own_scoped_guard(spinlock_irq, counters, &meter->spin) {
		KUNIT_EXPECT_TRUE(test, irqs_disabled());
		counters->n++;
	}
	KUNIT_EXPECT_FALSE(test, irqs_disabled());
	own_scoped_guard(spinlock_bh, counters, &other->spin) {
		KUNIT_EXPECT_TRUE(test, in_softirq());
		counters->n++;
	}
	KUNIT_EXPECT_FALSE(test, in_softirq());
}

/* Locks that may not be had -------------------------------------------------------------------- */

static void try_gets_a_free_lock_and_releases_it(struct kunit *test)
{
	{
		own_guard_try(mutex_try, counters, &meter->mutex, -EBUSY);

		KUNIT_ASSERT_FALSE(test, own_none(counters));
		KUNIT_EXPECT_EQ(test, own_err(counters), 0);
		KUNIT_EXPECT_TRUE(test, held(MUTEX(meter)));
		own_use(counters)->sum = 3;
	}
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(MUTEX(meter)));
	{
		own_guard_try(spinlock_try, counters, &meter->spin, -EBUSY);
		KUNIT_EXPECT_FALSE(test, own_none(counters));
	}
	KUNIT_EXPECT_FALSE(test, spinning(meter));
}

static void try_busy(void *argument)
{
	int *err = argument;

	own_guard_try(mutex_try, counters, &meter->mutex, -EBUSY);
	err[0] = own_err(counters);
	own_guard_try(rwsem_write_try, written, &meter->rwsem, -EAGAIN);
	err[1] = own_err(written);
	own_guard_try(rwsem_read_try, read, &meter->rwsem, -EAGAIN);
	err[2] = own_err(read);
}

/* It must not unlock what it did not lock, either. */
static void try_does_not_get_a_busy_lock(struct kunit *test)
{
	struct other_thread thread;
	int err[3] = { };

	own_guard(mutex, counters, &meter->mutex);
	own_guard(rwsem_read, shared, &meter->rwsem);
	other_thread_start(test, &thread, try_busy, err);
	other_thread_wait(&thread);
	KUNIT_EXPECT_EQ(test, err[0], -EBUSY);
	KUNIT_EXPECT_EQ(test, err[1], -EAGAIN);
	KUNIT_EXPECT_EQ(test, err[2], 0);
	KUNIT_EXPECT_TRUE(test, mutex_is_locked(MUTEX(meter)));
	KUNIT_EXPECT_TRUE(test, rwsem_is_locked(RWSEM(meter)));
	counters->n = shared->n;
}

static void wait_with_a_signal(void *argument)
{
	int *err = argument;

	/* A pending signal, of a kind that this thread listens to. */
	allow_signal(SIGUSR1);
	send_sig(SIGUSR1, current, 0);
	own_guard_try(mutex_intr, counters, &meter->mutex, -ERESTARTSYS);
	*err = own_err(counters);
	flush_signals(current);
}

static void a_signal_ends_the_wait_for_a_mutex(struct kunit *test)
{
	struct other_thread thread;
	int err = 0;

	own_guard(mutex, counters, &meter->mutex);
	other_thread_start(test, &thread, wait_with_a_signal, &err);
	other_thread_wait(&thread);
	KUNIT_EXPECT_EQ(test, err, -ERESTARTSYS);
	KUNIT_EXPECT_TRUE(test, held(MUTEX(meter)));
	counters->n++;
}

/* Readers -------------------------------------------------------------------------------------- */

static void readers_share_and_writers_wait(struct kunit *test)
{
	{
		own_guard(rwsem_read, shared, &meter->rwsem);

		KUNIT_EXPECT_EQ(test, shared->n, 0);
		KUNIT_EXPECT_TRUE(test, is_free(test, READ_FREE));
		KUNIT_EXPECT_FALSE(test, is_free(test, WRITE_FREE));
	}
	{
		own_guard(rwsem_write, alone, &meter->rwsem);

		alone->n++;
		KUNIT_EXPECT_FALSE(test, is_free(test, READ_FREE));
		KUNIT_EXPECT_FALSE(test, is_free(test, WRITE_FREE));
	}
	KUNIT_EXPECT_TRUE(test, is_free(test, WRITE_FREE));
}

static void rwlocks_too(struct kunit *test)
{
	own_scoped_guard(write_lock, counters, &meter->rwlock)
		counters->n = 4;
	own_guard(read_lock, counters, &meter->rwlock);
	KUNIT_EXPECT_EQ(test, counters->n, 4);
}

/* Two of a kind -------------------------------------------------------------------------------- */

static void transfer(struct meter *from, struct meter *to)
{
	if (from == to)
		return;
	own_guard_pair(spinlock, out, from, in, to, spin);
	out->sum--;
	in->sum++;
}

static void a_pair_holds_both_and_knows_which_is_which(struct kunit *test)
{
	struct meter *a = meter, *b = other;

	for (int i = 0; i < 2; i++) {
		if (a == b)
			return;
		{
			own_guard_pair(mutex, one, a, two, b, mutex);

			KUNIT_EXPECT_TRUE(test, held(MUTEX(a)) && held(MUTEX(b)));
			one->sum += 10;
			two->sum += 1;
		}
		KUNIT_EXPECT_FALSE(test, mutex_is_locked(MUTEX(a)) || mutex_is_locked(MUTEX(b)));
		swap(a, b);
	}
	own_guard(mutex, counters, &meter->mutex);
	KUNIT_EXPECT_EQ(test, counters->sum, 11);
}

static void a_pair_may_be_named_in_either_order(struct kunit *test)
{
	transfer(meter, other);
	transfer(other, meter);
	transfer(meter, other);
	KUNIT_EXPECT_FALSE(test, spinning(meter) || spinning(other));

	own_guard(spinlock, counters, &other->spin);
	KUNIT_EXPECT_EQ(test, counters->sum, 1);
}

#define TURNS	20000

static void there(void *unused)
{
	for (int i = 0; i < TURNS; i++)
		transfer(meter, other);
}

static void back_again(void *unused)
{
	for (int i = 0; i < TURNS; i++)
		transfer(other, meter);
}

/* Taken in the order of their names, these two would wait for each other for ever. */
static void two_threads_lock_a_pair_in_opposite_orders(struct kunit *test)
{
	together(test, there, back_again, NULL);

	own_guard(spinlock, counters, &meter->spin);
	KUNIT_EXPECT_EQ(test, counters->sum, 0);
}

/* Two threads ---------------------------------------------------------------------------------- */

static void count_up(void *unused)
{
	for (int i = 0; i < TURNS; i++) {
		own_guard(spinlock, counters, &meter->spin);
		/* Two accesses, so that without the lock counts get lost. */
		WRITE_ONCE(counters->sum, READ_ONCE(counters->sum) + 1);
	}
	for (int i = 0; i < TURNS / 20; i++) {
		own_guard(mutex, counters, &meter->mutex);
		int sum = counters->sum;

		cond_resched();
		counters->sum = sum + 1;
	}
}

static void nothing_that_is_counted_gets_lost(struct kunit *test)
{
	together(test, count_up, count_up, NULL);
	{
		own_guard(spinlock, counters, &meter->spin);
		KUNIT_EXPECT_EQ(test, counters->sum, 2 * TURNS);
	}
	own_guard(mutex, counters, &meter->mutex);
	KUNIT_EXPECT_EQ(test, counters->sum, 2 * (TURNS / 20));
}

/* Guards and the owner of what they lock ------------------------------------------------------- */

/* A counted object, which says in what state its lock was when it ended. */
struct shared {
	struct kref refs;
	OWN_LOCKED(struct mutex, int) sum;
	OWN_SHARED(struct completion) done;
};

static int ended, ended_locked;

static void shared_end(struct shared *shared)
{
	ended++;
	ended_locked += mutex_is_locked(LOCK(struct mutex, &shared->sum));
}

DEFINE_OWN(shared_own, struct shared, OWN_KMALLOC, own_run(shared_end));
DEFINE_OWN_REF(shared_ref, shared_own, struct shared, refs);

static struct shared_ref_result shared_new(void)
{
	own_auto(shared_own, new, own_alloc(shared_own, GFP_KERNEL));

	ended = 0;
	ended_locked = 0;
	if (own_none(new))
		return own_fail(shared_ref, own_err(new));
	own_locked_init(&own_mut(new)->sum);
	init_completion(own_shared(&own_mut(new)->done));
	own_auto(shared_ref, shared, shared_ref_share(own_take(new)));
	return own_ok(shared);
}

/* KASAN would see an unlock of what is gone. */
static void the_lock_is_released_before_its_owner_ends(struct kunit *test)
{
	{
		own_auto(shared_ref, s, shared_new());
		KUNIT_ASSERT_FALSE(test, own_none(s));
		own_guard(mutex, sum, &own_use(s)->sum);
		++*sum;
		/* The compiler goes on knowing what the owner holds. */
		barrier();
		KUNIT_EXPECT_TRUE(test, held(LOCK(struct mutex, &own_use(s)->sum)));
	}
	KUNIT_EXPECT_EQ(test, ended, 1);
	KUNIT_EXPECT_EQ(test, ended_locked, 0);
}

/* That this compiles says that the borrows ended with the guards; whichever guard it was. */
static void the_owner_may_go_after_its_guards(struct kunit *test)
{
	own_auto(shared_ref, s, shared_new());
	KUNIT_ASSERT_FALSE(test, own_none(s));
	{
		own_guard(mutex, sum, &own_use(s)->sum);
		*sum = 1;
	}
	own_scoped_guard(mutex, sum, &own_use(s)->sum) {
		barrier();
		KUNIT_EXPECT_EQ(test, kref_read(&own_use(s)->refs), ++*sum - 1);
	}
	{
		own_guard_try(mutex_try, sum, &own_use(s)->sum, -EBUSY);
		KUNIT_ASSERT_FALSE(test, own_none(sum));
		KUNIT_EXPECT_EQ(test, ++*own_use(sum), 3);
	}
	{
		own_guard(mutex, blocker, &own_use(s)->sum);
		own_guard_try(mutex_try, sum, &own_use(s)->sum, -EBUSY);
		KUNIT_EXPECT_EQ(test, own_err(sum), -EBUSY);
		KUNIT_EXPECT_EQ(test, *blocker, 3);
	}
	own_drop(shared_ref, s);
	KUNIT_EXPECT_EQ(test, ended, 1);
	KUNIT_EXPECT_EQ(test, ended_locked, 0);
}

static void the_owners_of_a_pair_may_go_after_it(struct kunit *test)
{
	own_auto(shared_ref, a, shared_new());
	own_auto(shared_ref, b, shared_new());
	KUNIT_ASSERT_FALSE(test, own_none(a) || own_none(b));
	if (own_use(a) != own_use(b)) {
		own_guard_pair(mutex, one, own_use(a), two, own_use(b), sum);
		*one = 1;
		*two = 2;
	}
	own_drop(shared_ref, a);
	KUNIT_EXPECT_EQ(test, ended, 1);
	own_drop(shared_ref, b);
	KUNIT_EXPECT_EQ(test, ended, 2);
	KUNIT_EXPECT_EQ(test, ended_locked, 0);
}

/* Leaving early must give the borrow back as well: what is declared behind is dropped first. */
static int leave_a_guard(enum way_out way)
{
	own_auto(shared_ref, s, shared_new());

	if (own_none(s))
		return own_err(s);
	for (int i = 0; i < 2; i++) {
		own_guard(mutex, sum, &own_use(s)->sum);
		++*sum;
		if (way == RETURN)
			return 0;
		if (way == GOTO)
			goto out;
		if (way == BREAK)
			break;
		if (way == CONTINUE)
			continue;
	}
out:
	own_drop(shared_ref, s);
	return 0;
}

static void every_way_out_of_a_guard_gives_its_owner_back(struct kunit *test)
{
	for (int way = RETURN; way <= FALL; way++) {
		KUNIT_EXPECT_EQ(test, leave_a_guard(way), 0);
		KUNIT_EXPECT_EQ(test, ended, 1);
		KUNIT_EXPECT_EQ(test, ended_locked, 0);
	}
}

/* What does its own synchronisation ------------------------------------------------------------ */

static void complete_it(void *argument)
{
	const struct shared *s = argument;

	complete(own_shared(&s->done));
}

static void what_is_shared_is_reached_through_const(struct kunit *test)
{
	struct other_thread thread;

	own_auto(shared_ref, ref, shared_new());
	KUNIT_ASSERT_FALSE(test, own_none(ref));
	own_borrow(s, ref);
	KUNIT_EXPECT_PTR_EQ(test, (void *)own_shared(&s->done), (void *)&s->done);
	static_assert(sizeof(s->done) == sizeof(struct completion));
	static_assert(__same_type(own_shared(&s->done), struct completion *));
	other_thread_start(test, &thread, complete_it, (void *)s);
	wait_for_completion(own_shared(&s->done));
	other_thread_wait(&thread);
}

/* Set-up --------------------------------------------------------------------------------------- */

static OWN_LOCKED(struct mutex, struct counters) from_the_start =
	OWN_LOCKED_INIT(__MUTEX_INITIALIZER, from_the_start, { .n = 7 });
static OWN_LOCKED(spinlock_t, struct counters) spinning_from_the_start =
	OWN_LOCKED_INIT(__SPIN_LOCK_UNLOCKED, spinning_from_the_start, { .n = 8 });

static void a_static_one_is_ready(struct kunit *test)
{
	own_guard(mutex, slow, &from_the_start);
	own_guard(spinlock, fast, &spinning_from_the_start);

	KUNIT_EXPECT_EQ(test, slow->n, 7);
	KUNIT_EXPECT_EQ(test, fast->n, 8);
}

/* Nobody else can see the object: its owner reaches what the lock will protect. */
static void the_unique_owner_needs_no_lock(struct kunit *test)
{
	own_auto(meter_own, m, own_alloc(meter_own, GFP_KERNEL));

	KUNIT_ASSERT_FALSE(test, own_none(m));
	own_locked_mut(&own_mut(m)->mutex)->n = 3;
	own_locked_init(&own_mut(m)->mutex);
	own_locked_mut(&own_mut(m)->mutex)->sum = 4;
	{
		own_borrow_mut(b, m);
		own_guard(mutex, counters, &b->mutex);

		KUNIT_EXPECT_EQ(test, counters->n, 3);
		KUNIT_EXPECT_EQ(test, counters->sum, 4);
		counters->n = 5;
	}
	KUNIT_EXPECT_EQ(test, own_locked_mut(&own_mut(m)->mutex)->n, 5);
}

/* May this scope sleep? A constant, known to the compiler. */
static void the_scope_of_a_spinning_guard_is_atomic(struct kunit *test)
{
	static_assert(!own_in_atomic_scope());
	own_scoped_guard(mutex, counters, &meter->mutex) {
		static_assert(!own_in_atomic_scope());
		counters->n++;
		own_scoped_guard(spinlock, inner, &meter->spin) {
			static_assert(own_in_atomic_scope());
			inner->n++;
		}
		static_assert(!own_in_atomic_scope());
	}
	own_may_sleep();
	KUNIT_EXPECT_FALSE(test, in_atomic_context());
}

static struct kunit_case locked_cases[] = {
	KUNIT_CASE(each_place_of_use_is_a_class),
	KUNIT_CASE(a_guard_of_a_mutex_holds_it_until_the_end_of_its_scope),
	KUNIT_CASE(a_guard_of_a_spinlock_holds_it_until_the_end_of_its_scope),
	KUNIT_CASE(a_guard_locks_its_own_instance),
	KUNIT_CASE(guards_nest),
	KUNIT_CASE(every_way_out_of_a_block_unlocks),
	KUNIT_CASE(continue_leaves_the_block),
	KUNIT_CASE(irqsave_puts_interrupts_back_as_they_were),
	KUNIT_CASE(irq_and_bh_are_off_while_their_guards_are_in_scope),
	KUNIT_CASE(try_gets_a_free_lock_and_releases_it),
	KUNIT_CASE(try_does_not_get_a_busy_lock),
	KUNIT_CASE(a_signal_ends_the_wait_for_a_mutex),
	KUNIT_CASE(readers_share_and_writers_wait),
	KUNIT_CASE(rwlocks_too),
	KUNIT_CASE(a_pair_holds_both_and_knows_which_is_which),
	KUNIT_CASE(a_pair_may_be_named_in_either_order),
	KUNIT_CASE(two_threads_lock_a_pair_in_opposite_orders),
	KUNIT_CASE(nothing_that_is_counted_gets_lost),
	KUNIT_CASE(the_lock_is_released_before_its_owner_ends),
	KUNIT_CASE(the_owner_may_go_after_its_guards),
	KUNIT_CASE(the_owners_of_a_pair_may_go_after_it),
	KUNIT_CASE(every_way_out_of_a_guard_gives_its_owner_back),
	KUNIT_CASE(what_is_shared_is_reached_through_const),
	KUNIT_CASE(a_static_one_is_ready),
	KUNIT_CASE(the_unique_owner_needs_no_lock),
	KUNIT_CASE(the_scope_of_a_spinning_guard_is_atomic),
	{ }
};

static struct kunit_suite locked_suite = {
	.name = "own_locked",
	.init = locked_init,
	.exit = locked_exit,
	.test_cases = locked_cases,
};

kunit_test_suite(locked_suite);

MODULE_DESCRIPTION("Tests of own/locked.h");
MODULE_LICENSE("GPL");
