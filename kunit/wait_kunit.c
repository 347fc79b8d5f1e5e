// SPDX-License-Identifier: GPL-2.0-only
/* own/wait.h: what is waited on lies in an object that stays. */
#include <kunit/test.h>
#include <linux/anon_inodes.h>
#include <linux/delay.h>
#include <linux/file.h>
#include <linux/module.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>

#include <own/locked.h>
#include <own/ref.h>
#include <own/wait.h>

#include "together.h"

struct gong_state {
	unsigned int strokes;
	unsigned int looks;	/* how often somebody has looked whether there is one */
};

struct gong {
	struct kref refs;
	struct own_waiters waiters;
	struct own_completion hung;
	OWN_LOCKED(spinlock_t, struct gong_state) state;
	OWN_LOCKED(struct mutex, struct gong_state) turn;
};

/* How many there are. The cases run one after the other. */
static atomic_t gongs;

static void gong_end(struct gong *gong)
{
	atomic_dec(&gongs);
}

DEFINE_OWN(gong_own, struct gong, OWN_KMALLOC, own_run(gong_end));
DEFINE_OWN_REF(gong_ref, gong_own, struct gong, refs);

static struct gong_ref_result gong_make(void)
{
	own_auto(gong_own, gong, own_alloc(gong_own, GFP_KERNEL));

	if (own_none(gong))
		return own_fail(gong_ref, own_err(gong));
	atomic_inc(&gongs);
	own_locked_init(&own_mut(gong)->state);
	own_locked_init(&own_mut(gong)->turn);
	own_waiters_init(gong, waiters);
	own_completion_init(gong, hung);
	own_auto(gong_ref, shared, gong_ref_share(own_take(gong)));
	return own_ok(shared);
}

static struct gong_ref_result gong_opened(struct inode *inode, struct file *file)
{
	return gong_make();
}

DEFINE_OWN_FILE(gong_file, gong_ref, struct gong, gong_opened);

static unsigned int strokes(const struct gong *gong)
{
	own_guard(spinlock, state, &gong->state);

	return state->strokes;
}

static unsigned int looks(const struct gong *gong)
{
	own_guard(spinlock, state, &gong->state);

	return state->looks;
}

static void strike(const struct gong *gong)
{
	own_scoped_guard(spinlock, state, &gong->state)
		state->strokes++;
	own_wake_up(&gong->waiters, 0);
}

/* Wait for a stroke, and use it up. */
static bool hear(const struct gong *gong)
{
	own_guard(spinlock, state, &gong->state);

	state->looks++;
	if (!state->strokes)
		return false;
	state->strokes--;
	return true;
}

/* A thread that waits, with a reference of its own. */
enum how { UNINTERRUPTIBLE, KILLABLE, INTERRUPTIBLE, EXCLUSIVE, HUNG, HUNG_TIMEOUT };

struct listener {
	struct gong_ref_slot gong;
	enum how how;
	int signal;
	unsigned long timeout;	/* 0: none */
	struct task_struct *task;
	int heard;
	bool done;
	struct other_thread thread;
};

static int listen(const struct gong *gong, enum how how, unsigned long timeout)
{
	switch (how) {
	case UNINTERRUPTIBLE:
		if (timeout)
			return own_wait_timeout(uninterruptible, &gong->waiters, hear(gong),
						timeout);
		own_wait(uninterruptible, &gong->waiters, hear(gong));
		return 0;
	case KILLABLE:
		return timeout ?
		       own_wait_timeout(killable, &gong->waiters, hear(gong), timeout) :
		       own_wait(killable, &gong->waiters, hear(gong));
	case INTERRUPTIBLE:
		return timeout ?
		       own_wait_timeout(interruptible, &gong->waiters, hear(gong), timeout) :
		       own_wait(interruptible, &gong->waiters, hear(gong));
	case EXCLUSIVE:
		return own_wait(interruptible_exclusive, &gong->waiters, hear(gong));
	case HUNG:
		return own_completion_wait(interruptible, &gong->hung);
	case HUNG_TIMEOUT:
		return own_completion_wait_timeout(killable, &gong->hung, timeout);
	}
	return -EINVAL;
}

static void listener_run(void *argument)
{
	struct listener *listener = argument;

	if (listener->signal)
		allow_signal(listener->signal);
	WRITE_ONCE(listener->task, get_task_struct(current));
	{
		own_auto(gong_ref, gong, gong_ref_take_from(&listener->gong));
		if (!own_none(gong))
			listener->heard = listen(own_use(gong), listener->how, listener->timeout);
	}
	if (listener->signal)
		flush_signals(current);
	WRITE_ONCE(listener->done, true);
}

/*
 * Whoever waits for a stroke looks before it is in the queue, and once more when it is: that it is
 * about to sleep is too early, for it could yet hear a stroke that another is to be woken for.
 */
static bool listener_waits(const struct listener *listener, const struct gong *gong,
			   unsigned int before)
{
	const struct task_struct *task = READ_ONCE(listener->task);

	if (listener->how == HUNG || listener->how == HUNG_TIMEOUT)
		return task && READ_ONCE(task->__state) & (TASK_NORMAL | TASK_KILLABLE);
	return looks(gong) - before >= 2;
}

static void listener_start(struct kunit *test, struct listener *listener, const struct gong *gong,
			   enum how how, unsigned long timeout, int signal)
{
	const unsigned int before = looks(gong);

	listener->how = how;
	listener->timeout = timeout;
	listener->signal = signal;
	listener->heard = 1;
	own_auto(gong_ref, old, gong_ref_swap(&listener->gong, gong_ref_get(gong)));
	other_thread_start(test, &listener->thread, listener_run, listener);
	while (!READ_ONCE(listener->done) && !listener_waits(listener, gong, before))
		fsleep(1000);
}

static int listener_end(struct listener *listener)
{
	other_thread_wait(&listener->thread);
	put_task_struct(listener->task);
	return listener->heard;
}

static void wait_exit(struct kunit *test)
{
	flush_delayed_fput();
	KUNIT_EXPECT_EQ(test, atomic_read(&gongs), 0);
}

#define MAKE(gong)							\
	own_auto(gong_ref, gong, gong_make());				\
	KUNIT_ASSERT_FALSE(test, own_none(gong))

static void what_is_true_is_not_waited_for(struct kunit *test)
{
	MAKE(gong);
	for (enum how how = UNINTERRUPTIBLE; how <= EXCLUSIVE; how++) {
		strike(own_use(gong));
		KUNIT_EXPECT_EQ(test, listen(own_use(gong), how, 0), 0);
		strike(own_use(gong));
		if (how != EXCLUSIVE)
			KUNIT_EXPECT_EQ(test, listen(own_use(gong), how, 1), 0);
		else
			KUNIT_EXPECT_TRUE(test, hear(own_use(gong)));
	}
	KUNIT_EXPECT_EQ(test, strokes(own_use(gong)), 0);
}

static void who_waits_is_woken(struct kunit *test)
{
	MAKE(gong);
	for (enum how how = UNINTERRUPTIBLE; how <= EXCLUSIVE; how++) {
		for (unsigned long timeout = 0; timeout <= 60 * HZ; timeout += 60 * HZ) {
			struct listener listener = { };

			listener_start(test, &listener, own_use(gong), how, timeout, 0);
			KUNIT_EXPECT_FALSE(test, READ_ONCE(listener.done));
			strike(own_use(gong));
			KUNIT_EXPECT_EQ(test, listener_end(&listener), 0);
		}
	}
}

static void too_late_is_an_error(struct kunit *test)
{
	MAKE(gong);
	for (enum how how = UNINTERRUPTIBLE; how <= INTERRUPTIBLE; how++) {
		unsigned long begin = jiffies;

		KUNIT_EXPECT_EQ(test, listen(own_use(gong), how, 3), -ETIMEDOUT);
		KUNIT_EXPECT_GE(test, jiffies - begin, 3);
	}
	KUNIT_EXPECT_EQ(test, own_wait_timeout(killable_exclusive, &own_use(gong)->waiters,
					       hear(own_use(gong)), 1), -ETIMEDOUT);
	/* No time at all is one look. */
	KUNIT_EXPECT_EQ(test, own_wait_timeout(killable, &own_use(gong)->waiters,
					       hear(own_use(gong)), 0), -ETIMEDOUT);
	strike(own_use(gong));
	KUNIT_EXPECT_EQ(test, own_wait_timeout(killable, &own_use(gong)->waiters,
					       hear(own_use(gong)), 0), 0);
}

static void the_last_moment_is_not_too_late(struct kunit *test)
{
	unsigned long end = jiffies + 2;

	MAKE(gong);
	/* Nobody wakes: it is seen when the time is over. */
	KUNIT_EXPECT_EQ(test, own_wait_timeout(uninterruptible, &own_use(gong)->waiters,
					       time_after_eq(jiffies, end), 3), 0);
}

static void a_long_timeout_is_not_a_negative_one(struct kunit *test)
{
	struct listener first = { }, second = { };

	MAKE(gong);
	listener_start(test, &first, own_use(gong), INTERRUPTIBLE, ULONG_MAX, 0);
	KUNIT_EXPECT_FALSE(test, READ_ONCE(first.done));
	strike(own_use(gong));
	KUNIT_EXPECT_EQ(test, listener_end(&first), 0);
	listener_start(test, &second, own_use(gong), HUNG_TIMEOUT, ULONG_MAX, 0);
	KUNIT_EXPECT_FALSE(test, READ_ONCE(second.done));
	own_complete(&own_use(gong)->hung);
	KUNIT_EXPECT_EQ(test, listener_end(&second), 0);
}

static void a_signal_is_an_error(struct kunit *test)
{
	static const struct {
		enum how how;
		unsigned long timeout;
		int signal;
		int heard;
	} table[] = {
		{ INTERRUPTIBLE, 0, SIGUSR1, -ERESTARTSYS },
		{ INTERRUPTIBLE, 60 * HZ, SIGUSR1, -ERESTARTSYS },
		{ EXCLUSIVE, 0, SIGUSR1, -ERESTARTSYS },
		{ HUNG, 0, SIGUSR1, -ERESTARTSYS },
		{ KILLABLE, 0, SIGKILL, -ERESTARTSYS },
		{ KILLABLE, 60 * HZ, SIGKILL, -ERESTARTSYS },
		{ HUNG_TIMEOUT, 60 * HZ, SIGKILL, -ERESTARTSYS },
		{ KILLABLE, HZ / 5, SIGUSR1, -ETIMEDOUT },
		{ UNINTERRUPTIBLE, HZ / 5, SIGKILL, -ETIMEDOUT },
	};

	MAKE(gong);
	for (int i = 0; i < ARRAY_SIZE(table); i++) {
		struct listener listener = { };

		listener_start(test, &listener, own_use(gong), table[i].how, table[i].timeout,
			       table[i].signal);
		send_sig(table[i].signal, listener.task, 1);
		KUNIT_EXPECT_EQ_MSG(test, listener_end(&listener), table[i].heard, "row %d", i);
	}
}

static void of_the_exclusive_ones_the_first_is_woken(struct kunit *test)
{
	struct listener first = { }, second = { };

	MAKE(gong);
	listener_start(test, &first, own_use(gong), EXCLUSIVE, 0, 0);
	listener_start(test, &second, own_use(gong), EXCLUSIVE, 0, 0);
	strike(own_use(gong));
	KUNIT_EXPECT_EQ(test, listener_end(&first), 0);
	KUNIT_EXPECT_FALSE(test, READ_ONCE(second.done));
	own_scoped_guard(spinlock, state, &own_use(gong)->state)
		state->strokes++;
	own_wake_up_all(&own_use(gong)->waiters, 0);
	KUNIT_EXPECT_EQ(test, listener_end(&second), 0);
}

static void who_waits_keeps_the_object(struct kunit *test)
{
	struct listener listener = { };

	own_auto(gong_ref, waker);
	{
		MAKE(gong);
		own_refill(gong_ref, waker, gong_ref_get(own_use(gong)));
		listener_start(test, &listener, own_use(gong), UNINTERRUPTIBLE, 0, 0);
	}
	KUNIT_ASSERT_FALSE(test, own_none(waker));
	KUNIT_EXPECT_EQ(test, kref_read(&own_use(waker)->refs), 2);
	strike(own_use(waker));
	KUNIT_EXPECT_EQ(test, listener_end(&listener), 0);
	own_drop(gong_ref, waker);
	KUNIT_EXPECT_EQ(test, atomic_read(&gongs), 0);
}

static void each_argument_is_evaluated_once(struct kunit *test)
{
	unsigned int looks = 0, times = 0;

	MAKE(gong);
	strike(own_use(gong));
	KUNIT_EXPECT_EQ(test, own_wait_timeout(killable, (looks++, &own_use(gong)->waiters),
					       hear(own_use(gong)), (times++, HZ)), 0);
	KUNIT_EXPECT_EQ(test, own_wait_timeout(killable, (looks++, &own_use(gong)->waiters),
					       false, (times++, 1)), -ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, own_completion_wait_timeout(killable,
							  (looks++, &own_use(gong)->hung),
							  (times++, 1)), -ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, looks, 3);
	KUNIT_EXPECT_EQ(test, times, 3);
}

static void under_a_mutex_that_says_so(struct kunit *test)
{
	MAKE(gong);
	strike(own_use(gong));
	own_guard(mutex, turn, &own_use(gong)->turn);
	own_may_park();
	KUNIT_EXPECT_EQ(test, own_wait(killable, &own_use(gong)->waiters, hear(own_use(gong))), 0);
	turn->strokes++;
}

static void what_is_complete_is_not_waited_for(struct kunit *test)
{
	MAKE(gong);
	own_complete(&own_use(gong)->hung);
	own_completion_wait(uninterruptible, &own_use(gong)->hung);
	/* That was one; now it is for all. */
	KUNIT_EXPECT_EQ(test, own_completion_wait_timeout(uninterruptible, &own_use(gong)->hung, 1),
			-ETIMEDOUT);
	own_complete_all(&own_use(gong)->hung);
	for (int i = 0; i < 2; i++) {
		KUNIT_EXPECT_EQ(test, own_completion_wait(killable, &own_use(gong)->hung), 0);
		KUNIT_EXPECT_EQ(test, own_completion_wait_timeout(interruptible,
								  &own_use(gong)->hung, HZ), 0);
	}
}

static void who_waits_for_a_completion_is_woken(struct kunit *test)
{
	struct listener listener = { };

	MAKE(gong);
	listener_start(test, &listener, own_use(gong), HUNG, 0, 0);
	KUNIT_EXPECT_FALSE(test, READ_ONCE(listener.done));
	own_complete(&own_use(gong)->hung);
	KUNIT_EXPECT_EQ(test, listener_end(&listener), 0);
}

/* Who completes is late; who waited has gone, and has dropped what he had. */
static DECLARE_COMPLETION(too_late);

static void hang_it_late(void *argument)
{
	struct gong_ref_slot *slot = argument;

	own_auto(gong_ref, gong, gong_ref_take_from(slot));
	wait_for_completion(&too_late);
	if (!own_none(gong))
		own_complete(&own_use(gong)->hung);
}

static void who_completes_late_finds_the_object(struct kunit *test)
{
	struct gong_ref_slot slot = { };
	struct other_thread late;

	MAKE(gong);
	reinit_completion(&too_late);
	own_auto(gong_ref, before, gong_ref_swap(&slot, gong_ref_get(own_use(gong))));
	other_thread_start(test, &late, hang_it_late, &slot);
	KUNIT_EXPECT_EQ(test, own_completion_wait_timeout(uninterruptible, &own_use(gong)->hung, 1),
			-ETIMEDOUT);
	own_drop(gong_ref, gong);
	KUNIT_EXPECT_EQ(test, atomic_read(&gongs), 1);
	complete(&too_late);
	other_thread_wait(&late);
	KUNIT_EXPECT_EQ(test, atomic_read(&gongs), 0);
}

/* A file that is polled. */

static __poll_t gong_poll(struct file *file, struct poll_table_struct *table)
{
	own_poll_wait(gong_file, waiters, file, table);
	return strokes(gong_file_of(file)) ? EPOLLIN : 0;
}

static const struct file_operations gong_fops = {
	OWN_FILE_SLOTS(gong_file),
	.poll = gong_poll,
};

/* What poll() has for each file. */
struct poller {
	poll_table table;
	wait_queue_head_t *head;
	wait_queue_entry_t entry;
	__poll_t events;
	unsigned int woken;
};

static int poller_woken(wait_queue_entry_t *entry, unsigned int mode, int flags, void *key)
{
	struct poller *poller = container_of(entry, struct poller, entry);

	poller->events = key_to_poll(key);
	poller->woken++;
	return 0;
}

static void poller_join(struct file *file, wait_queue_head_t *head, poll_table *table)
{
	struct poller *poller = container_of(table, struct poller, table);

	poller->head = head;
	init_waitqueue_func_entry(&poller->entry, poller_woken);
	add_wait_queue(head, &poller->entry);
}

static void a_polled_file_keeps_what_it_is_polled_on(struct kunit *test)
{
	struct poller poller = { };
	struct file *file = anon_inode_getfile("own-wait", &gong_fops, NULL, O_RDWR);

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, file);
	KUNIT_ASSERT_EQ(test, gong_file_open(file_inode(file), file), 0);
	init_poll_funcptr(&poller.table, poller_join);
	KUNIT_EXPECT_EQ(test, vfs_poll(file, &poller.table), 0);
	KUNIT_ASSERT_PTR_EQ(test, (void *)poller.head, (void *)&gong_file_of(file)->waiters);
	{
		own_auto(gong_ref, gong, gong_ref_get(gong_file_of(file)));

		own_wake_up(&own_use(gong)->waiters, EPOLLIN);
		KUNIT_EXPECT_EQ(test, poller.events, EPOLLIN);
		own_wake_up_all(&own_use(gong)->waiters, EPOLLHUP);
		KUNIT_EXPECT_EQ(test, poller.events, EPOLLHUP);
		strike(own_use(gong));
		KUNIT_EXPECT_EQ(test, poller.events, 0);
		KUNIT_EXPECT_EQ(test, poller.woken, 3);
		/* SAFETY: nothing changes here. */
		own_unsafe_wake_up_all(&own_use(gong)->waiters, EPOLLPRI);
		KUNIT_EXPECT_EQ(test, poller.events, EPOLLPRI);
		/* SAFETY: likewise. */
		own_unsafe_wake_up(&own_use(gong)->waiters, EPOLLOUT);
		KUNIT_EXPECT_EQ(test, poller.events, EPOLLOUT);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&gongs), 1);
	KUNIT_EXPECT_EQ(test, vfs_poll(file, NULL), EPOLLIN);
	remove_wait_queue(poller.head, &poller.entry);
	/* SAFETY: as above. Nobody waits. */
	own_unsafe_wake_up_all(&gong_file_of(file)->waiters, EPOLLIN);
	/* SAFETY: likewise. */
	own_unsafe_wake_up(&gong_file_of(file)->waiters, EPOLLIN);
	KUNIT_EXPECT_EQ(test, poller.woken, 5);
	fput(file);
	flush_delayed_fput();
	KUNIT_EXPECT_EQ(test, atomic_read(&gongs), 0);
}

static void no_more_room_than_by_hand(struct kunit *test)
{
	static_assert(sizeof(struct own_waiters) == sizeof(wait_queue_head_t));
	static_assert(sizeof(struct own_completion) == sizeof(struct completion));
}

static struct kunit_case wait_cases[] = {
	KUNIT_CASE(what_is_true_is_not_waited_for),
	KUNIT_CASE(who_waits_is_woken),
	KUNIT_CASE(too_late_is_an_error),
	KUNIT_CASE(the_last_moment_is_not_too_late),
	KUNIT_CASE(a_long_timeout_is_not_a_negative_one),
	KUNIT_CASE(a_signal_is_an_error),
	KUNIT_CASE(of_the_exclusive_ones_the_first_is_woken),
	KUNIT_CASE(who_waits_keeps_the_object),
	KUNIT_CASE(each_argument_is_evaluated_once),
	KUNIT_CASE(under_a_mutex_that_says_so),
	KUNIT_CASE(what_is_complete_is_not_waited_for),
	KUNIT_CASE(who_waits_for_a_completion_is_woken),
	KUNIT_CASE(who_completes_late_finds_the_object),
	KUNIT_CASE(a_polled_file_keeps_what_it_is_polled_on),
	KUNIT_CASE(no_more_room_than_by_hand),
	{ }
};

static struct kunit_suite wait_suite = {
	.name = "own_wait",
	.exit = wait_exit,
	.test_cases = wait_cases,
};
kunit_test_suite(wait_suite);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("KUnit tests of own/wait.h");
