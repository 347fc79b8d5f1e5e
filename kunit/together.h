/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KUNIT_TOGETHER_H
#define KUNIT_TOGETHER_H

/*
 * Other threads for the suites. What runs in them may use KUNIT_EXPECT_*() of the test, but not
 * KUNIT_ASSERT_*(), which would end the thread and not the test.
 */

#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/kthread.h>
#include <linux/sched.h>

struct other_thread {
	void (*function)(void *argument);
	void *argument;
	atomic_t *start;	/* or NULL: wait until as many have come as this says */
	struct completion done;
};

static inline int other_thread_body(void *data)
{
	struct other_thread *t = data;

	if (t->start) {
		atomic_dec(t->start);
		while (atomic_read(t->start) > 0)
			cond_resched();
	}
	t->function(t->argument);
	/* Not complete() and return: that would still be code of the module. */
	kthread_complete_and_exit(&t->done, 0);
}

static inline struct task_struct *other_thread_create(struct other_thread *t)
{
	init_completion(&t->done);
	return kthread_create(other_thread_body, t, "kunit/other");
}

/* Run @function(@argument) beside the test, which must call other_thread_wait(). */
static inline void other_thread_start(struct kunit *test, struct other_thread *t,
				      void (*function)(void *argument), void *argument)
{
	struct task_struct *task;

	*t = (struct other_thread){ .function = function, .argument = argument };
	task = other_thread_create(t);
	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	wake_up_process(task);
}

static inline void other_thread_wait(struct other_thread *t)
{
	wait_for_completion(&t->done);
}

/*
 * Run two functions at the same time, each on a processor of its own if there are two. Both start
 * from a barrier, so that short ones overlap as well.
 */
static inline void together(struct kunit *test, void (*first)(void *argument),
			    void (*second)(void *argument), void *argument)
{
	atomic_t start = ATOMIC_INIT(2);
	struct other_thread threads[] = {
		{ .function = first, .argument = argument, .start = &start },
		{ .function = second, .argument = argument, .start = &start },
	};
	unsigned int cpu = cpumask_first(cpu_online_mask);
	struct task_struct *tasks[ARRAY_SIZE(threads)];
	int i;

	for (i = 0; i < ARRAY_SIZE(threads); i++) {
		tasks[i] = other_thread_create(&threads[i]);
		if (IS_ERR(tasks[i])) {
			if (i)
				kthread_stop(tasks[0]);	/* it has not run yet */
			KUNIT_FAIL(test, "no thread");
			return;
		}
		kthread_bind(tasks[i], cpu);
		cpu = cpumask_next(cpu, cpu_online_mask);
		if (cpu >= nr_cpu_ids)
			cpu = cpumask_first(cpu_online_mask);
	}
	for (i = 0; i < ARRAY_SIZE(threads); i++)
		wake_up_process(tasks[i]);
	for (i = 0; i < ARRAY_SIZE(threads); i++)
		other_thread_wait(&threads[i]);
}

#endif /* KUNIT_TOGETHER_H */
