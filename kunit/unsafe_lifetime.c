// SPDX-License-Identifier: GPL-2.0-only
/*
 * Provocations: what is used after it was freed, freed twice, or never freed.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/cred.h>
#include <linux/delay.h>
#include <linux/file.h>
#include <linux/kthread.h>
#include <linux/poll.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include <linux/timekeeping.h>
#include <linux/uaccess.h>

#include "unsafe_device.h"

/* A move that fails half way, and then the end of the box that keeps the parcel. */
void provoke_double_free(struct attempt *a)
{
	u32 from = make_box(a, 0), to = make_box(a, 1000);

	send(a, from, 'x', 3000, 250);
	must(a, move(a, from, to), -EMSGSIZE);
	unlink_box(a, from);
	close_handle(a, from);
	unlink_box(a, to);
	close_handle(a, to);
}

struct sleeper {
	struct attempt attempt;
	u32 box;
	long result;
	struct completion done;
};

static int sleep_in_receive(void *data)
{
	struct sleeper *s = data;

	s->result = user_begin(&s->attempt);
	if (!s->result)
		s->result = receive(&s->attempt, s->box, 0);
	kthread_complete_and_exit(&s->done, 0);
}

/*
 * The last handle is closed while a thread sleeps in receive. Both run on one processor, and the
 * one that closes is a real-time thread: the sleeper, though woken, cannot look before the box is
 * gone.
 */
void provoke_use_after_close(struct attempt *a)
{
	struct sleeper s = { .attempt.file = a->file };
	struct task_struct *task;

	init_completion(&s.done);
	s.box = make_box(a, 0);
	task = kthread_create_on_cpu(sleep_in_receive, &s, 0, "parcel_sleeper");
	if (IS_ERR(task)) {
		must(a, PTR_ERR(task), 0);
		return;
	}
	get_task_struct(task);
	must(a, set_cpus_allowed_ptr(current, cpumask_of(0)), 0);
	wake_up_process(task);
	while (READ_ONCE(task->__state) != TASK_INTERRUPTIBLE && !completion_done(&s.done))
		usleep_range(1000, 2000);

	sched_set_fifo(current);
	unlink_box(a, s.box);
	close_handle(a, s.box);
	wait_for_completion(&s.done);
	put_task_struct(task);
	must(a, s.result, 0);
}

/* A parcel with a deadline is moved: its first header is freed with the timer running. */
void provoke_use_after_expiry(struct attempt *a)
{
	struct parcel_segment segment = { .address = a->user + USER_BYTES, .length = 10 };
	u32 from = make_box(a, 0), to = make_box(a, 0);
	struct parcel_send req = {
		.handle = from,
		.length = 10,
		/* Far off, since telling the report takes its time. */
		.deadline = ktime_get_ns() + 60 * NSEC_PER_SEC,
	};

	must(a, send_segments(a, &req, &segment, 1), 0);
	must(a, move(a, from, to), 10);
	must(a, receive(a, to, PARCEL_DONTWAIT), 10);
	unlink_box(a, from);
	close_handle(a, from);
	unlink_box(a, to);
	close_handle(a, to);
}

/* The name of one box, shown when another one was made last. */
void provoke_stack_escape(struct attempt *a)
{
	struct attempt mine = { .file = open_again(a), .user = a->user };
	struct parcel_select select = { };
	char text[256] = "", want[PARCEL_NAME_SIZE + 16];
	struct seq_file seq = { .buf = text, .size = sizeof(text) - 1 };
	struct parcel_stat stat = { };
	u32 other;

	if (!mine.file)
		return;
	stat.handle = make_box(&mine, 0);
	select.handle = stat.handle;
	must(a, call(&mine, PARCEL_IOC_STAT, &stat, sizeof(stat)), 0);
	must(a, call(&mine, PARCEL_IOC_SELECT, &select, sizeof(select)), 0);
	other = make_box(&mine, 0);
	mine.file->f_op->show_fdinfo(&seq, mine.file);
	snprintf(want, sizeof(want), "parcel-box:\t%s\n", stat.name);
	a->content = !strstarts(text, want);
	unlink_box(&mine, other);
	unlink_box(&mine, stat.handle);
	must(a, mine.error, 0);
	fput(mine.file);
}

/* What poll(2) does, on a file that selects another box meanwhile. */
void provoke_poll_after_free(struct attempt *a)
{
	struct attempt mine = { .file = open_again(a), .user = a->user };
	struct parcel_open open = { .rights = PARCEL_RIGHT_RECEIVE };
	struct parcel_select select = { };
	struct parcel_stat stat = { };
	struct poll_wqueues table;
	long result;
	u32 other;

	if (!mine.file)
		return;
	stat.handle = make_box(&mine, 0);
	must(a, call(&mine, PARCEL_IOC_STAT, &stat, sizeof(stat)), 0);
	memcpy(open.name, stat.name, sizeof(open.name));
	must(a, call(&mine, PARCEL_IOC_OPEN, &open, sizeof(open)), 0);
	select.handle = open.handle;
	must(a, call(&mine, PARCEL_IOC_SELECT, &select, sizeof(select)), 0);

	poll_initwait(&table);
	mine.file->f_op->poll(mine.file, &table.pt);
	unlink_box(&mine, stat.handle);
	close_handle(&mine, stat.handle);
	close_handle(&mine, open.handle);
	other = make_box(&mine, 0);
	select.handle = other;
	result = call(&mine, PARCEL_IOC_SELECT, &select, sizeof(select));
	if (result != -EBUSY)
		must(a, result, 0);
	poll_freewait(&table);

	unlink_box(&mine, other);
	must(a, mine.error, 0);
	fput(mine.file);
}

/* From as many buffers as there may be, each one byte, and then from none. */
void provoke_free_uninit(struct attempt *a)
{
	struct parcel_segment __user *segments = (void __user *)(a->user + USER_SEGMENT);
	const struct parcel_segment segment = { .address = a->user + USER_BYTES, .length = 1 };
	struct parcel_send req = {
		.handle = make_box(a, 0),
		.segments = a->user + USER_SEGMENT,
		.nr_segments = PARCEL_MAX_SEGMENTS,
		.length = PARCEL_MAX_SEGMENTS,
	};
	int i;

	for (i = 0; i < PARCEL_MAX_SEGMENTS; i++)
		if (copy_to_user(&segments[i], &segment, sizeof(segment)))
			must(a, -EIO, 0);
	must(a, call(a, PARCEL_IOC_SEND, &req, sizeof(req)), 0);
	req.nr_segments = 0;
	must(a, call(a, PARCEL_IOC_SEND, &req, sizeof(req)), -EINVAL);
	unlink_box(a, req.handle);
	close_handle(a, req.handle);
}
