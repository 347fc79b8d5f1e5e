// SPDX-License-Identifier: GPL-2.0-only
/*
 * own/ref.h: counted references.
 */
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/kobject.h>
#include <linux/module.h>
#include <linux/pid.h>
#include <linux/sched.h>

#include <own/locked.h>
#include <own/ref.h>

#include "together.h"

static atomic_t alive;
/* What box_end() saw when it tried to look the dying object up. */
static int lookup_while_dying;

struct box {
	struct kref refs;
	int value;
};

DECLARE_OWN(ref_box_own, struct box);
DEFINE_OWN_REF(box_ref, ref_box_own, struct box, refs);

static void box_end(struct box *box)
{
	own_auto(box_ref, again, box_ref_get_unless_zero(box));

	WRITE_ONCE(lookup_while_dying, own_err(again));
	atomic_dec(&alive);
}

IMPLEMENT_OWN(ref_box_own, struct box, OWN_KMALLOC, own_run(box_end));

static struct box_ref_result box_new(int value)
{
	own_auto(ref_box_own, new, own_alloc(ref_box_own, GFP_KERNEL));

	if (own_none(new))
		return own_fail(box_ref, own_err(new));
	atomic_inc(&alive);
	own_mut(new)->value = value;	/* alone: no lock is needed */
	own_auto(box_ref, box, box_ref_share(own_take(new)));
	return own_ok(box);
}

static int count(const struct box *box)
{
	return kref_read(&box->refs);
}

static int ref_init(struct kunit *test)
{
	atomic_set(&alive, 0);
	lookup_while_dying = 0;
	return 0;
}

static void ref_exit(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, atomic_read(&alive), 0);
}

/* One thread ----------------------------------------------------------------------------------- */

static void sharing_makes_the_first_reference(struct kunit *test)
{
	own_auto(box_ref, box, box_new(5));

	KUNIT_ASSERT_FALSE(test, own_none(box));
	KUNIT_EXPECT_EQ(test, count(own_use(box)), 1);
	KUNIT_EXPECT_EQ(test, own_use(box)->value, 5);
}

/* An object that was never shared has no count to go by; its owner drops it. */
static void an_object_may_end_before_it_is_shared(struct kunit *test)
{
	{
		own_auto(ref_box_own, new, own_alloc(ref_box_own, GFP_KERNEL));
		KUNIT_ASSERT_FALSE(test, own_none(new));
		atomic_inc(&alive);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&alive), 0);
}

static void every_get_is_put_at_the_end_of_its_scope(struct kunit *test)
{
	own_auto(box_ref, box, box_new(0));

	KUNIT_ASSERT_FALSE(test, own_none(box));
	own_borrow(b, box);
	for (int i = 0; i < 3; i++) {
		own_auto(box_ref, one, box_ref_get(b));
		own_auto(box_ref, two, box_ref_get(b));

		KUNIT_EXPECT_EQ(test, count(b), 3);
	}
	KUNIT_EXPECT_EQ(test, count(b), 1);
}

static void only_the_last_put_destroys(struct kunit *test)
{
	own_auto(box_ref, box, box_new(0));

	KUNIT_ASSERT_FALSE(test, own_none(box));
	own_auto(box_ref, other, box_ref_get(own_use(box)));
	own_drop(box_ref, box);
	KUNIT_EXPECT_EQ(test, atomic_read(&alive), 1);
	KUNIT_EXPECT_EQ(test, count(own_use(other)), 1);
	own_drop(box_ref, other);
	KUNIT_EXPECT_EQ(test, atomic_read(&alive), 0);
}

/* To take is to move: the count stays as it is. */
static void moving_a_reference_does_not_count(struct kunit *test)
{
	own_auto(box_ref, first, box_new(0));

	KUNIT_ASSERT_FALSE(test, own_none(first));
	own_auto(box_ref, second, own_take(first));
	KUNIT_EXPECT_EQ(test, count(own_use(second)), 1);
	own_auto(box_ref, third, own_ok(second));
	KUNIT_ASSERT_FALSE(test, own_none(third));
	KUNIT_EXPECT_EQ(test, count(own_use(third)), 1);
}

static void a_lookup_counts_what_is_alive(struct kunit *test)
{
	own_auto(box_ref, box, box_new(0));

	KUNIT_ASSERT_FALSE(test, own_none(box));
	own_borrow(b, box);
	own_auto(box_ref, found, box_ref_get_unless_zero(b));
	KUNIT_EXPECT_FALSE(test, own_none(found));
	KUNIT_EXPECT_EQ(test, count(b), 2);
}

/* box_end() does what a lookup on another processor may do at that very moment. */
static void a_lookup_does_not_revive_what_is_dying(struct kunit *test)
{
	own_auto(box_ref, box, box_new(0));

	KUNIT_ASSERT_FALSE(test, own_none(box));
	own_drop(box_ref, box);
	KUNIT_EXPECT_EQ(test, lookup_while_dying, -ENOENT);
}

static void a_slot_holds_a_reference(struct kunit *test)
{
	struct box_ref_slot slot = { };

	own_auto(box_ref, box, box_new(6));
	KUNIT_ASSERT_FALSE(test, own_none(box));
	own_borrow(b, box);
	box_ref_set(&slot, box_ref_get(b));
	KUNIT_EXPECT_EQ(test, count(b), 2);
	{
		own_auto(box_ref, old, box_ref_take_from(&slot));
		KUNIT_ASSERT_FALSE(test, own_none(old));
		KUNIT_EXPECT_PTR_EQ(test, own_use(old), b);
	}
	KUNIT_EXPECT_EQ(test, count(b), 1);
}

/*
 * A count at its end warns and stays there for ever: the object leaks, which is better than being
 * freed while it is used. The warning is expected here, and kept out of the log.
 */
static void a_count_saturates_and_the_object_stays(struct kunit *test)
{
	own_auto(box_ref, box, box_new(0));

	KUNIT_ASSERT_FALSE(test, own_none(box));
	{
		own_borrow(b, box);
		/* A driver has no business here: who shares it must not change it. */
		refcount_t *count = (refcount_t *)&b->refs.refcount;

		refcount_set(count, REFCOUNT_MAX);
		kunit_warning_suppress(test) {
			own_auto(box_ref, one_too_many, box_ref_get(b));

			KUNIT_EXPECT_SUPPRESSED_WARNING_COUNT(test, 1);
		}
		KUNIT_EXPECT_EQ(test, refcount_read(count), REFCOUNT_SATURATED);
		KUNIT_EXPECT_EQ(test, atomic_read(&alive), 1);
		refcount_set(count, 1);
	}
}

/* What the kernel counts ----------------------------------------------------------------------- */

DEFINE_OWN_REF_ADOPTED(pid_ref, struct pid, get_pid, put_pid);

static void an_adopted_count_is_the_kernels(struct kunit *test)
{
	struct pid *pid = task_pid(current);
	unsigned int before = refcount_read(&pid->count);

	{
		own_auto(pid_ref, one, pid_ref_get(pid));
		own_auto(pid_ref, two, pid_ref_get(own_use(one)));

		KUNIT_EXPECT_EQ(test, refcount_read(&pid->count), before + 2);
		own_drop(pid_ref, one);
		KUNIT_EXPECT_EQ(test, refcount_read(&pid->count), before + 1);
	}
	KUNIT_EXPECT_EQ(test, refcount_read(&pid->count), before);
}

/* find_get_pid() returns a pointer that is already counted. */
static void a_counted_pointer_is_adopted_as_a_result(struct kunit *test)
{
	struct pid *pid = task_pid(current);
	unsigned int before = refcount_read(&pid->count);

	{
		/* SAFETY: find_get_pid() counts one for its caller. */
		own_auto(pid_ref, found, own_unsafe_result(pid_ref, find_get_pid(pid_vnr(pid))));
		KUNIT_ASSERT_FALSE(test, own_none(found));
		KUNIT_EXPECT_PTR_EQ(test, own_use(found), pid);
		KUNIT_EXPECT_EQ(test, refcount_read(&pid->count), before + 1);
	}
	KUNIT_EXPECT_EQ(test, refcount_read(&pid->count), before);

	/* SAFETY: as above; there is no such process. */
	own_auto(pid_ref, none, own_unsafe_result(pid_ref, find_get_pid(-1)));
	KUNIT_EXPECT_EQ(test, own_err(none), -ENOENT);
}

/* An object of the kernel's kind: whoever looks it up must not revive it. */
static void kobject_free(struct kobject *kobject)
{
	atomic_dec(&alive);
	kfree(kobject);
}

static const struct kobj_type counted_kobject = { .release = kobject_free };

DEFINE_OWN_REF_ADOPTED(kobject_ref, struct kobject, kobject_get, kobject_put);
DEFINE_OWN_REF_LOOKUP(kobject_ref, struct kobject, kobject_get_unless_zero);

static void a_lookup_of_the_kernels(struct kunit *test)
{
	struct kobject *kobject = kzalloc(sizeof(*kobject), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, kobject);
	atomic_inc(&alive);
	kobject_init(kobject, &counted_kobject);
	{
		own_auto(kobject_ref, found, kobject_ref_get_unless_zero(kobject));
		KUNIT_ASSERT_FALSE(test, own_none(found));
		KUNIT_EXPECT_PTR_EQ(test, own_use(found), kobject);
		KUNIT_EXPECT_EQ(test, kref_read(&kobject->kref), 2);
	}
	KUNIT_EXPECT_EQ(test, kref_read(&kobject->kref), 1);
	kobject_put(kobject);
}

static void a_lookup_does_not_revive_the_kernels(struct kunit *test)
{
	struct kobject dying = { };

	KUNIT_ASSERT_EQ(test, kref_read(&dying.kref), 0);
	{
		own_auto(kobject_ref, found, kobject_ref_get_unless_zero(&dying));
		KUNIT_EXPECT_TRUE(test, own_none(found));
		KUNIT_EXPECT_EQ(test, own_err(found), -ENOENT);
	}
	KUNIT_EXPECT_EQ(test, kref_read(&dying.kref), 0);
}

/* What no count can end ------------------------------------------------------------------------ */

/* A member of the type's own kind. */
struct peer;
DECLARE_OWN(peer_own, struct peer);
DECLARE_OWN_REF(peer_ref, peer_own, struct peer);

struct peer_state {
	struct peer_ref_slot other;
};

struct peer {
	struct kref refs;
	OWN_LOCKED(spinlock_t, struct peer_state) state;
};

IMPLEMENT_OWN_REF(peer_ref, peer_own, struct peer, refs);

static void peer_end(struct peer *peer)
{
	atomic_dec(&alive);
}

IMPLEMENT_OWN(peer_own, struct peer, OWN_KMALLOC, own_locked_member(peer_ref, state, other),
	      own_run(peer_end));

static struct peer_ref_result peer_new(void)
{
	own_auto(peer_own, new, own_alloc(peer_own, GFP_KERNEL));

	if (own_none(new))
		return own_fail(peer_ref, own_err(new));
	own_locked_init(&own_mut(new)->state);
	atomic_inc(&alive);
	own_auto(peer_ref, peer, peer_ref_share(own_take(new)));
	return own_ok(peer);
}

static void peer_keep(const struct peer *peer, struct peer_ref other)
{
	own_guard(spinlock, state, &peer->state);
	own_auto(peer_ref, none, peer_ref_swap(&state->other, other));
}

static void a_chain_ends_when_its_first_does(struct kunit *test)
{
	own_auto(peer_ref, one, peer_new());
	own_auto(peer_ref, two, peer_new());

	KUNIT_ASSERT_FALSE(test, own_none(one));
	KUNIT_ASSERT_FALSE(test, own_none(two));
	peer_keep(own_use(one), own_take(two));
	KUNIT_EXPECT_EQ(test, atomic_read(&alive), 2);
	own_drop(peer_ref, one);
	KUNIT_EXPECT_EQ(test, atomic_read(&alive), 0);
}

/* Own does not stop this, and neither does Rust. */
static void a_cycle_is_never_dropped(struct kunit *test)
{
	const struct peer *kept;

	{
		own_auto(peer_ref, one, peer_new());
		own_auto(peer_ref, two, peer_new());

		KUNIT_ASSERT_FALSE(test, own_none(one));
		KUNIT_ASSERT_FALSE(test, own_none(two));
		own_borrow(first, one);
		own_borrow(second, two);
		peer_keep(first, peer_ref_get(second));
		peer_keep(second, peer_ref_get(first));
		kept = first;
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&alive), 2);

	/* Nobody can find them but us: break it, so that the suite leaves nothing. */
	own_auto(peer_ref, second);
	own_scoped_guard(spinlock, state, &kept->state)
		own_refill(peer_ref, second, peer_ref_take_from(&state->other));
	KUNIT_ASSERT_FALSE(test, own_none(second));
	own_drop(peer_ref, second);
	KUNIT_EXPECT_EQ(test, atomic_read(&alive), 0);
}

/* Two threads ---------------------------------------------------------------------------------- */

static void get_and_put(void *argument)
{
	const struct box *box = argument;

	for (int i = 0; i < 20000; i++) {
		own_auto(box_ref, one, box_ref_get(box));
		own_auto(box_ref, two, box_ref_get(own_use(one)));
	}
}

static void two_threads_count_together(struct kunit *test)
{
	own_auto(box_ref, box, box_new(0));

	KUNIT_ASSERT_FALSE(test, own_none(box));
	own_borrow(b, box);
	together(test, get_and_put, get_and_put, (void *)b);
	KUNIT_EXPECT_EQ(test, count(b), 1);
	KUNIT_EXPECT_EQ(test, atomic_read(&alive), 1);
}

#define RACES	500

/* Each thread owns a reference to every one of these, and puts it: who is last destroys. */
static struct box_ref_slot ours[RACES], theirs[RACES];

static void put_ours(void *unused)
{
	for (int i = 0; i < RACES; i++) {
		own_auto(box_ref, box, box_ref_take_from(&ours[i]));

		if (own_none(box))
			return;
	}
}

static void put_theirs(void *unused)
{
	for (int i = 0; i < RACES; i++) {
		own_auto(box_ref, box, box_ref_take_from(&theirs[i]));

		if (own_none(box))
			return;
	}
}

static void two_threads_put_the_last_two(struct kunit *test)
{
	for (int i = 0; i < RACES; i++) {
		own_auto(box_ref, box, box_new(i));
		KUNIT_ASSERT_FALSE(test, own_none(box));
		box_ref_set(&ours[i], box_ref_get(own_use(box)));
		box_ref_set(&theirs[i], own_take(box));
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&alive), RACES);
	together(test, put_ours, put_theirs, NULL);
	KUNIT_EXPECT_EQ(test, atomic_read(&alive), 0);
}

/*
 * A table that holds no reference, and a lock that keeps what it names in memory: a box takes
 * itself out under that lock, when its count is 0 already.
 */
struct listed {
	struct kref refs;
};

static OWN_LOCKED(spinlock_t, const struct listed *) table =
	OWN_LOCKED_INIT(__SPIN_LOCK_UNLOCKED, table, NULL);
static atomic_t found, dying;
static bool listed_all;

static void listed_end(struct listed *listed)
{
	own_scoped_guard(spinlock, entry, &table) {
		if (*entry == listed)
			*entry = NULL;
	}
	atomic_dec(&alive);
}

DEFINE_OWN(listed_own, struct listed, OWN_KMALLOC, own_run(listed_end));
DEFINE_OWN_REF(listed_ref, listed_own, struct listed, refs);

static struct listed_ref_result listed_find(void)
{
	own_guard(spinlock, entry, &table);

	if (!*entry)
		return own_fail(listed_ref, -ENOENT);
	own_auto(listed_ref, listed, listed_ref_get_unless_zero(*entry));
	if (own_none(listed))
		atomic_inc(&dying);
	return own_pass(listed);
}

static void list_and_drop(void *unused)
{
	/* And until the other has begun. */
	for (int i = 0; i < 4 * RACES || (!atomic_read(&found) && i < 4000 * RACES); i++) {
		own_auto(listed_own, new, own_alloc(listed_own, GFP_KERNEL));
		if (own_none(new))
			continue;
		atomic_inc(&alive);
		own_auto(listed_ref, listed, listed_ref_share(own_take(new)));
		own_scoped_guard(spinlock, entry, &table)
			*entry = own_use(listed);
		udelay(i % 2 ? 100 : 0);	/* be found alive, or dying */
		cond_resched();
	}
	WRITE_ONCE(listed_all, true);
}

static void find_and_drop(void *unused)
{
	for (int i = 0; i < 40 * RACES || !READ_ONCE(listed_all); i++) {
		own_auto(listed_ref, listed, listed_find());
		if (!own_none(listed))
			atomic_inc(&found);
		cond_resched();
	}
}

/* KASAN sees a box that was revived: it is freed by the one and used by the other. */
static void a_lookup_and_the_last_put(struct kunit *test)
{
	if (num_online_cpus() < 2 && !IS_ENABLED(CONFIG_PREEMPTION))
		kunit_skip(test, "needs two processors, or CONFIG_PREEMPTION");
	atomic_set(&found, 0);
	atomic_set(&dying, 0);
	listed_all = false;
	together(test, list_and_drop, find_and_drop, NULL);
	KUNIT_EXPECT_EQ(test, atomic_read(&alive), 0);
	kunit_info(test, "found %d alive and %d dying\n", atomic_read(&found), atomic_read(&dying));
	KUNIT_EXPECT_GT(test, atomic_read(&found), 0);
}

static struct kunit_case ref_cases[] = {
	KUNIT_CASE(sharing_makes_the_first_reference),
	KUNIT_CASE(an_object_may_end_before_it_is_shared),
	KUNIT_CASE(every_get_is_put_at_the_end_of_its_scope),
	KUNIT_CASE(only_the_last_put_destroys),
	KUNIT_CASE(moving_a_reference_does_not_count),
	KUNIT_CASE(a_lookup_counts_what_is_alive),
	KUNIT_CASE(a_lookup_does_not_revive_what_is_dying),
	KUNIT_CASE(a_slot_holds_a_reference),
	KUNIT_CASE(a_count_saturates_and_the_object_stays),
	KUNIT_CASE(an_adopted_count_is_the_kernels),
	KUNIT_CASE(a_counted_pointer_is_adopted_as_a_result),
	KUNIT_CASE(a_lookup_of_the_kernels),
	KUNIT_CASE(a_lookup_does_not_revive_the_kernels),
	KUNIT_CASE(a_chain_ends_when_its_first_does),
	KUNIT_CASE(a_cycle_is_never_dropped),
	KUNIT_CASE(two_threads_count_together),
	KUNIT_CASE(two_threads_put_the_last_two),
	KUNIT_CASE(a_lookup_and_the_last_put),
	{ }
};

static struct kunit_suite ref_suite = {
	.name = "own_ref",
	.init = ref_init,
	.exit = ref_exit,
	.test_cases = ref_cases,
};

kunit_test_suite(ref_suite);

MODULE_DESCRIPTION("Tests of own/ref.h");
MODULE_LICENSE("GPL");
