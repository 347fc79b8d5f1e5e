/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KUNIT_TOGETHER_H
#define KUNIT_TOGETHER_H

/*
 * Two functions at the same time, each on a processor of its own if there are
 * two. Both start from a barrier, so that the short ones overlap as well.
 */

#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/kthread.h>
#include <linux/sched.h>

struct together {
	void (*function)(void *argument);
	void *argument;
	atomic_t *waiting;
	struct completion done;
};

static inline int together_thread(void *data)
{
	struct together *t = data;

	atomic_dec(t->waiting);
	while (atomic_read(t->waiting) > 0)
		cond_resched();
	t->function(t->argument);
	/* Not complete() and return: that would still be code of the module. */
	kthread_complete_and_exit(&t->done, 0);
}

/* The functions may use KUNIT_EXPECT_*() of @test, but not KUNIT_ASSERT_*(). */
static inline void together(struct kunit *test, void (*first)(void *argument),
			    void (*second)(void *argument), void *argument)
{
	atomic_t waiting = ATOMIC_INIT(2);
	struct together threads[] = {
		{ .function = first, .argument = argument, .waiting = &waiting },
		{ .function = second, .argument = argument, .waiting = &waiting },
	};
	struct task_struct *tasks[ARRAY_SIZE(threads)];
	unsigned int cpu = cpumask_first(cpu_online_mask);
	int i;

	for (i = 0; i < ARRAY_SIZE(threads); i++) {
		init_completion(&threads[i].done);
		tasks[i] = kthread_create(together_thread, &threads[i], "together/%d", i);
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
		wait_for_completion(&threads[i].done);
}

#endif /* KUNIT_TOGETHER_H */
