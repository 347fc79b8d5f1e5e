// SPDX-License-Identifier: GPL-2.0-only
/*
 * 8 senders in one process and 8 receivers in another one, then the other way round: each parcel
 * arrives once, and no receiver sees a sender's parcels out of order. PARCELS= says how many go
 * each way, 100000 unless told.
 */
#define _GNU_SOURCE
#include <sys/mman.h>

#include "../harness.h"

#include "sleepers.h"

enum { THREADS = 8 };

struct message {
	__u32 sender;
	__u32 number;
};

struct worker {
	pthread_t thread;
	int file;
	__u32 handle;
	unsigned int index;
	unsigned int parcels;		/* to send */
	const char *wrong;
	_Atomic unsigned char (*arrived)[THREADS];
};

static bool send_one(struct worker *w, const struct message *message)
{
	if (w->index % 2)
		return write(w->file, message, sizeof(*message)) == sizeof(*message);
	return !send_parcel(w->file, w->handle, message, sizeof(*message), 0, 0);
}

static void *send_all(void *argument)
{
	struct worker *w = argument;
	struct message message = { .sender = w->index };

	for (; message.number < w->parcels && !w->wrong; message.number++) {
		if (!send_one(w, &message))
			w->wrong = "a send failed";
	}
	close(w->file);
	return NULL;
}

/* Receives in one of three ways. Its length, 0 at the end of the stream. */
static long receive_one(struct worker *w, struct message *message)
{
	__u32 parcel;
	long length;

	if (w->index % 3 == 0)
		return with_errno(read(w->file, message, sizeof(*message)));
	if (w->index % 3 == 1)
		return receive_parcel(w->file, w->handle, message, sizeof(*message), 0);
	length = take_parcel(w->file, w->handle, 0, &parcel);
	if (length <= 0)
		return length;
	length = read_parcel(w->file, parcel, 0, message, sizeof(*message));
	return close_handle(w->file, parcel) ?: length;
}

static void *receive_all(void *argument)
{
	struct worker *w = argument;
	long last[THREADS];
	struct message m;
	long length;

	memset(last, -1, sizeof(last));
	while ((length = receive_one(w, &m)) > 0 && !w->wrong) {
		if (length != sizeof(m) || m.sender >= THREADS)
			w->wrong = "not what was sent";
		else if ((long)m.number <= last[m.sender])
			w->wrong = "out of order";
		else if (w->arrived[m.number][m.sender]++)
			w->wrong = "twice";
		else
			last[m.sender] = m.number;
	}
	if (length < 0)
		w->wrong = "a receive failed";
	return NULL;
}

/* Runs eight of them to their end. What was wrong, or nothing. */
static const char *run_workers(struct worker *workers, void *(*run)(void *argument))
{
	const char *wrong = NULL;

	for (int i = 0; i < THREADS; i++)
		pthread_create(&workers[i].thread, NULL, run, &workers[i]);
	for (int i = 0; i < THREADS; i++) {
		pthread_join(workers[i].thread, NULL);
		wrong = wrong ?: workers[i].wrong;
	}
	return wrong;
}

static bool open_all(struct worker *workers, const char *name, __u32 right)
{
	for (int i = 0; i < THREADS; i++) {
		struct worker *w = &workers[i];

		w->index = i;
		w->file = device_open(0);
		if (w->file < 0 || open_box(w->file, name, right, &w->handle) ||
		    select_box(w->file, w->handle))
			return false;
	}
	return true;
}

FIXTURE(order) {
	unsigned int parcels;		/* of each sender */
};

FIXTURE_VARIANT(order) {
	bool child_sends;
};

FIXTURE_VARIANT_ADD(order, there) { .child_sends = false };
FIXTURE_VARIANT_ADD(order, and_back) { .child_sends = true };

FIXTURE_SETUP(order)
{
	self->parcels = strtoul(getenv("PARCELS") ?: "100000", NULL, 10) / THREADS;
	ASSERT_LT(0, self->parcels);
}

FIXTURE_TEARDOWN(order)
{
}

TEST_F_TIMEOUT(order, exactly_once_and_in_order, 3000)
{
	_Atomic unsigned char (*arrived)[THREADS] =
		mmap(NULL, self->parcels * THREADS, PROT_READ | PROT_WRITE,
		     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct worker workers[THREADS] = { };
	int control = device_open(0), ready[2], status;
	char name[PARCEL_NAME_SIZE], byte;
	const char *wrong;
	pid_t child;
	__u32 box;

	ASSERT_NE(MAP_FAILED, (void *)arrived);
	ASSERT_EQ(0, pipe(ready));
	new_name(name);
	ASSERT_EQ(0, create_box(control, name, 0600, 0, 0, &box));
	child = fork();
	for (int i = 0; i < THREADS; i++) {
		workers[i].arrived = arrived;
		workers[i].parcels = self->parcels;
	}
	bool sends = variant->child_sends == !child;

	ASSERT_TRUE(open_all(workers, name, sends ? PARCEL_RIGHT_SEND : PARCEL_RIGHT_RECEIVE));
	if (!child) {
		if (write(ready[1], "", 1) != 1)
			_exit(2);
		wrong = run_workers(workers, sends ? send_all : receive_all);
		if (wrong)
			TH_LOG("%s", wrong);
		_exit(wrong ? 1 : 0);
	}
	/* All are there. When the last sender goes, that will be the end. */
	close(ready[1]);
	ASSERT_EQ(1, read(ready[0], &byte, 1));
	ASSERT_EQ(0, unlink_box(control, box));
	ASSERT_EQ(0, close_handle(control, box));
	wrong = run_workers(workers, sends ? send_all : receive_all);
	EXPECT_EQ(NULL, wrong) {
		TH_LOG("%s", wrong);
	}
	ASSERT_EQ(child, waitpid(child, &status, 0));
	EXPECT_EQ(0, status);
	for (unsigned int number = 0; number < self->parcels; number++) {
		for (int sender = 0; sender < THREADS; sender++) {
			ASSERT_EQ(1, arrived[number][sender]) {
				TH_LOG("parcel %u of sender %d", number, sender);
			}
		}
	}
}

TEST_HARNESS_MAIN
