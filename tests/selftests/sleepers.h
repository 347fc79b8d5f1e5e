/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Threads that sleep in a call, for tests that wake them. A test learns from the kernel that one
 * sleeps; nothing depends on how fast the machine is.
 */
#ifndef SLEEPERS_H
#define SLEEPERS_H

#include <pthread.h>
#include <stdatomic.h>
#include <sys/syscall.h>

#include "../state.h"

#include "calls.h"

struct sleeper {
	pthread_t thread;
	_Atomic pid_t tid;
	int file;
	__u32 box;
	char bytes[16];
	long (*sleep)(struct sleeper *sleeper);
	_Atomic long result;
	_Atomic bool done;
};

static inline long sleep_in_receive(struct sleeper *s)
{
	return receive_parcel(s->file, s->box, s->bytes, sizeof(s->bytes), 0);
}

static inline long sleep_in_peek(struct sleeper *s)
{
	return receive_parcel(s->file, s->box, s->bytes, sizeof(s->bytes), PARCEL_PEEK);
}

static inline long sleep_in_take(struct sleeper *s)
{
	__u32 parcel;

	return take_parcel(s->file, s->box, 0, &parcel);
}

static inline long sleep_in_send(struct sleeper *s)
{
	return send_parcel(s->file, s->box, "late", 4, 0, 0);
}

static inline long sleep_in_read(struct sleeper *s)
{
	return with_errno(read(s->file, s->bytes, sizeof(s->bytes)));
}

static inline long sleep_in_write(struct sleeper *s)
{
	return with_errno(write(s->file, "late", 4));
}

static inline long sleep_in_poll_in(struct sleeper *s)
{
	return poll_file(s->file, POLLIN, -1);
}

static inline long sleep_in_poll_out(struct sleeper *s)
{
	return poll_file(s->file, POLLOUT, -1);
}

static inline void *sleeper_run(void *argument)
{
	struct sleeper *s = argument;

	s->tid = syscall(SYS_gettid);
	s->result = s->sleep(s);
	s->done = true;
	return NULL;
}

/* Waits up to a hundred seconds until a thread or process sleeps. */
static inline bool is_asleep(pid_t tid)
{
	for (int i = 0; i < 50000; i++) {
		if (state_of(tid) == 'S')
			return true;
		pause_ms(2);
	}
	return false;
}

/* Until it sleeps, or has come back. */
static inline void sleeper_settle(struct sleeper *s)
{
	for (int i = 0; i < 50000 && !s->done && state_of(s->tid) != 'S'; i++)
		pause_ms(2);
}

/* Returns when it sleeps (or has come back at once, for the test to see). */
static inline void sleeper_start(struct sleeper *s)
{
	s->tid = 0;
	s->done = false;
	pthread_create(&s->thread, NULL, sleeper_run, s);
	while (!s->tid)
		pause_ms(1);
	sleeper_settle(s);
}

/* Its result, or -ETIMEDOUT if it does not come back within a hundred seconds. */
static inline long sleeper_join(struct sleeper *s)
{
	for (int i = 0; i < 50000 && !s->done; i++)
		pause_ms(2);
	if (!s->done)
		return -ETIMEDOUT;
	pthread_join(s->thread, NULL);
	return s->result;
}

/* Does it still sleep after everybody else had a chance to run? */
static inline bool sleeper_stays(struct sleeper *s)
{
	pause_ms(50);
	sleeper_settle(s);
	return !s->done;
}

#endif /* SLEEPERS_H */
