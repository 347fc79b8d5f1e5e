// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sleepers and signals. Situation: box full or empty: sleep interruptibly; exclusive waiters, a
 * killed one passes the wake-up on.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <sys/wait.h>

#include "../harness.h"

#include "sleepers.h"

static _Atomic int handled;

static void on_signal(int signal)
{
	(void)signal;
	handled++;
}

static void handle_signal(int flags)
{
	struct sigaction action = { .sa_handler = on_signal, .sa_flags = flags };

	handled = 0;
	sigaction(SIGUSR1, &action, NULL);
}

FIXTURE(sleeper) {
	int file;
	char name[PARCEL_NAME_SIZE];
	__u32 box;
	struct sleeper s;
};

FIXTURE_VARIANT(sleeper) {
	long (*sleep)(struct sleeper *s);
	bool sends;
};

FIXTURE_VARIANT_ADD(sleeper, receive) { .sleep = sleep_in_receive };
FIXTURE_VARIANT_ADD(sleeper, peek) { .sleep = sleep_in_peek };
FIXTURE_VARIANT_ADD(sleeper, take) { .sleep = sleep_in_take };
FIXTURE_VARIANT_ADD(sleeper, read) { .sleep = sleep_in_read };
FIXTURE_VARIANT_ADD(sleeper, send) { .sleep = sleep_in_send, .sends = true };
FIXTURE_VARIANT_ADD(sleeper, write) { .sleep = sleep_in_write, .sends = true };

FIXTURE_SETUP(sleeper)
{
	self->file = device_open(0);
	ASSERT_LE(0, self->file);
	new_name(self->name);
	ASSERT_EQ(0, create_box(self->file, self->name, 0600, 1, 0, &self->box));
	ASSERT_EQ(0, select_box(self->file, self->box));
	if (variant->sends)
		ASSERT_EQ(0, send_to(self->file, self->box, "full", 4));
	self->s = (struct sleeper){
		.file = self->file,
		.box = self->box,
		.sleep = variant->sleep,
	};
}

FIXTURE_TEARDOWN(sleeper)
{
	EXPECT_EQ(0, unlink_box(self->file, self->box));
	close(self->file);
}

TEST_F(sleeper, a_signal_interrupts)
{
	struct parcel_stat stat;

	handle_signal(0);
	sleeper_start(&self->s);
	EXPECT_TRUE(sleeper_stays(&self->s));
	pthread_kill(self->s.thread, SIGUSR1);
	EXPECT_EQ(-EINTR, sleeper_join(&self->s));
	EXPECT_EQ(1, handled);
	/* Nothing came in or went out. */
	ASSERT_EQ(0, stat_handle(self->file, self->box, &stat));
	EXPECT_EQ(variant->sends, stat.queued_parcels);
	EXPECT_EQ(variant->sends, stat.sent);
	EXPECT_EQ(0, stat.received);
}

TEST_F(sleeper, the_call_is_restarted)
{
	char bytes[16];

	handle_signal(SA_RESTART);
	sleeper_start(&self->s);
	pthread_kill(self->s.thread, SIGUSR1);
	for (int i = 0; i < 50000 && !handled; i++)
		pause_ms(2);
	EXPECT_EQ(1, handled);
	EXPECT_TRUE(is_asleep(self->s.tid));
	EXPECT_TRUE(sleeper_stays(&self->s));
	if (variant->sends) {
		EXPECT_EQ(4, receive_from(self->file, self->box, bytes, sizeof(bytes)));
		EXPECT_EQ(variant->sleep == sleep_in_write ? 4 : 0, sleeper_join(&self->s));
		EXPECT_EQ(4, receive_from(self->file, self->box, bytes, sizeof(bytes)));
		EXPECT_EQ(0, memcmp(bytes, "late", 4));
	} else {
		EXPECT_EQ(0, send_to(self->file, self->box, "abcd", 4));
		EXPECT_EQ(4, sleeper_join(&self->s));
	}
}

/* A signal that nobody handles ends the process, asleep or not. */
TEST_F(sleeper, a_killed_sleeper_is_gone)
{
	struct parcel_stat stat;
	char bytes[16];
	pid_t child;
	int status;

	child = fork();
	if (!child) {
		variant->sleep(&self->s);
		_exit(0);
	}
	ASSERT_TRUE(is_asleep(child));
	kill(child, SIGKILL);
	ASSERT_EQ(child, waitpid(child, &status, 0));
	EXPECT_TRUE(WIFSIGNALED(status));
	ASSERT_EQ(0, stat_handle(self->file, self->box, &stat));
	EXPECT_EQ(variant->sends, stat.queued_parcels);
	if (variant->sends)
		EXPECT_EQ(4, receive_from(self->file, self->box, bytes, sizeof(bytes)));
	EXPECT_EQ(0, send_to(self->file, self->box, "abcd", 4));
}

/*
 * Two sleep in turn, one parcel (or one place) comes, and the first is killed at that moment.
 * Either it was quicker, or the other one gets it: never is a parcel there and a receiver asleep.
 */
TEST_F(sleeper, a_killed_one_passes_the_wake_up_on)
{
	cpu_set_t one_cpu;
	char bytes[16];

	/* On one processor the killer is more often in time. */
	CPU_ZERO(&one_cpu);
	CPU_SET(0, &one_cpu);
	sched_setaffinity(0, sizeof(one_cpu), &one_cpu);

	for (int round = 0; round < 5; round++) {
		pid_t children[2];
		int status;

		for (int i = 0; i < 2; i++) {
			children[i] = fork();
			if (!children[i]) {
				variant->sleep(&self->s);
				_exit(0);
			}
			ASSERT_TRUE(is_asleep(children[i]));
		}

		bool came = false;
		long changed = variant->sends ?
			receive_from(self->file, self->box, bytes, sizeof(bytes)) :
			send_to(self->file, self->box, "once", 4);

		kill(children[0], SIGKILL);
		ASSERT_EQ(variant->sends ? 4 : 0, changed);
		ASSERT_EQ(children[0], waitpid(children[0], &status, 0));
		for (int i = 0; i < 2000 && !came; i++) {
			struct parcel_stat stat;

			ASSERT_EQ(0, stat_handle(self->file, self->box, &stat));
			/* Peeking leaves it there: then the other one must have looked. */
			if (variant->sleep == sleep_in_peek)
				came = waitpid(children[1], &status, WNOHANG) == children[1];
			else
				came = stat.queued_parcels == variant->sends;
			if (!came)
				pause_ms(1);
		}
		EXPECT_TRUE(came) {
			TH_LOG("round %d: a wake-up was lost with the killed sleeper", round);
		}
		kill(children[1], SIGKILL);
		waitpid(children[1], &status, 0);
		while (receive_from(self->file, self->box, bytes, sizeof(bytes)) >= 0)
			;
		if (variant->sends)
			ASSERT_EQ(0, send_to(self->file, self->box, "full", 4));
	}
}

TEST_HARNESS_MAIN
