// SPDX-License-Identifier: GPL-2.0-only
/*
 * All calls at once: eight threads do whatever comes to their mind on the same files, boxes and
 * handles, signals hit them, and the device is unbound and bound again meanwhile (by root; for
 * anybody else it stays).
 *
 * usage: stress SECONDS SEED, with PARCEL_DEVICE= as in tests/selftests
 *
 * What a thread does follows from the seed; what comes of it depends on the others. So each
 * answer must be one that the call may give, each parcel must be what somebody sent, and each
 * call must have succeeded in the end. What the kernel thinks of it is for tools/stress to see.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#include "calls.h"

enum { THREADS = 8, FILES = 6, NAMES = 5, HANDLES = 8, LONGEST = 6000 };

#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))

static _Atomic bool stop;
static _Atomic unsigned int wrong, unbinds;
static int files[FILES];	/* open at all times; another file takes the place with dup3() */

struct thread {
	pthread_t thread;
	__u64 random;
	char out[LONGEST];
	char in[LONGEST];
};

static unsigned int pick(struct thread *t, unsigned int n)
{
	t->random ^= t->random << 13;
	t->random ^= t->random >> 7;
	t->random ^= t->random << 17;
	return (t->random >> 20) % n;
}

static int any_file(struct thread *t)
{
	return files[pick(t, FILES)];
}

static __u32 any_handle(struct thread *t)
{
	return 1 + pick(t, HANDLES);
}

/* Mostly not to sleep; a signal ends what sleeps for ever. */
static __u32 any_wait(struct thread *t)
{
	return pick(t, 8) ? PARCEL_DONTWAIT : 0;
}

static const char *any_name(struct thread *t)
{
	static const char *const names[NAMES] = { "one", "two", "three", "four", "default" };

	return names[pick(t, NAMES)];
}

static size_t any_length(struct thread *t)
{
	return pick(t, 4) ? 1 + pick(t, 100) : 1 + pick(t, LONGEST - 1);
}

static __u64 any_deadline(struct thread *t)
{
	switch (pick(t, 4)) {
	case 0:
		return now_ns() + 1 + pick(t, 30000000);
	case 1:
		return now_ns() + 3600000000000ull;
	default:
		return 0;
	}
}

/* A parcel is as many bytes as their value says, modulo 256. */
static void fill(struct thread *t, size_t length)
{
	memset(t->out, length, length);
}

static long checked(struct thread *t, long length, size_t expect_at_most)
{
	if (length > 0 && ((size_t)length > expect_at_most ||
			   t->in[0] != (char)length ||
			   memcmp(t->in, t->in + 1, length - 1))) {
		printf("# a parcel of %ld bytes is not what was sent\n", length);
		wrong++;
	}
	return length;
}

static long do_create(struct thread *t)
{
	__u32 handle;

	return create_box(any_file(t), any_name(t), 0666, 1 + pick(t, 8), 8192, &handle);
}

static long do_open(struct thread *t)
{
	__u32 handle;

	return open_box(any_file(t), any_name(t), 1 + pick(t, PARCEL_RIGHTS), &handle);
}

static long do_unlink(struct thread *t)
{
	return unlink_box(any_file(t), any_handle(t));
}

static long do_close(struct thread *t)
{
	return close_handle(any_file(t), any_handle(t));
}

static long do_send(struct thread *t)
{
	size_t length = any_length(t), half = pick(t, length + 1);
	struct parcel_record records[3] = { { 1, 0, length }, { 2, half, length - half } };
	struct parcel_segment segments[2] = {
		{ (uintptr_t)t->out, half }, { (uintptr_t)t->out + half, length - half },
	};
	struct parcel_send send = {
		.handle = any_handle(t),
		.flags = any_wait(t),
		.segments = (uintptr_t)segments,
		.records = (uintptr_t)records,
		.nr_segments = ARRAY_SIZE(segments),
		.nr_records = pick(t, ARRAY_SIZE(records) + 1),
		.length = length,
		.deadline = any_deadline(t),
	};

	fill(t, length);
	return call(any_file(t), PARCEL_IOC_SEND, &send);
}

static long do_receive(struct thread *t)
{
	/* Now and then the buffer is too small, or bad. */
	size_t size = pick(t, 8) ? LONGEST : pick(t, 50);
	void *buffer = pick(t, 16) ? t->in : (void *)16;
	struct parcel_record records[3];
	struct parcel_receive receive = {
		.handle = any_handle(t),
		.flags = any_wait(t) | (pick(t, 3) ? 0 : PARCEL_PEEK),
		.buffer = (uintptr_t)buffer,
		.buffer_size = size,
		.records = (uintptr_t)records,
		.max_records = pick(t, 2) ? ARRAY_SIZE(records) : 0,
	};

	return checked(t, call(any_file(t), PARCEL_IOC_RECEIVE, &receive), size);
}

static long do_take(struct thread *t)
{
	__u32 parcel;

	return take_parcel(any_file(t), any_handle(t), any_wait(t), &parcel);
}

static long do_read_parcel(struct thread *t)
{
	return read_parcel(any_file(t), any_handle(t), 0, t->in, 1 + pick(t, 20));
}

static long do_read_record(struct thread *t)
{
	struct parcel_read_record read = {
		.handle = any_handle(t),
		.buffer = (uintptr_t)t->in,
		.buffer_size = LONGEST,
	};

	return call(any_file(t), PARCEL_IOC_READ_RECORD, &read);
}

static long do_forward(struct thread *t)
{
	__u32 parcel = any_handle(t);
	int file = any_file(t);

	if (pick(t, 2))
		take_from(file, any_handle(t), &parcel);
	return forward_parcel(file, parcel, any_handle(t), any_wait(t));
}

static long do_move(struct thread *t)
{
	return move_head(any_file(t), any_handle(t), any_handle(t));
}

static long do_select(struct thread *t)
{
	__u32 handle = any_handle(t);
	int file = any_file(t);

	if (pick(t, 2))
		open_box(file, any_name(t), 1 + pick(t, PARCEL_RIGHTS), &handle);
	return select_box(file, handle);
}

static long do_stat(struct thread *t)
{
	struct parcel_stat stat;
	long err = stat_handle(any_file(t), any_handle(t), &stat);

	if (!err && stat.kind == PARCEL_KIND_BOX &&
	    stat.sent != stat.received + stat.expired + stat.queued_parcels) {
		printf("# %s: sent %llu, received %llu, expired %llu, queued %u\n", stat.name,
		       stat.sent, stat.received, stat.expired, stat.queued_parcels);
		wrong++;
	}
	return err;
}

static long do_read(struct thread *t)
{
	struct iovec vector = { t->in, LONGEST };

	return checked(t, with_errno(preadv2(any_file(t), &vector, 1, -1,
					     pick(t, 8) ? RWF_NOWAIT : 0)), LONGEST);
}

static long do_write(struct thread *t)
{
	struct iovec vector = { t->out, any_length(t) };

	fill(t, vector.iov_len);
	return with_errno(pwritev2(any_file(t), &vector, 1, -1, pick(t, 8) ? RWF_NOWAIT : 0));
}

static long do_poll(struct thread *t)
{
	struct pollfd pollfds[2] = {
		{ .fd = any_file(t), .events = POLLIN },
		{ .fd = any_file(t), .events = POLLOUT },
	};

	return with_errno(poll(pollfds, 2, pick(t, 3)));
}

static long do_epoll(struct thread *t)
{
	struct epoll_event event = { .events = EPOLLIN | EPOLLOUT | (pick(t, 2) ? EPOLLET : 0) };
	int epoll = epoll_create1(EPOLL_CLOEXEC);
	long result = with_errno(epoll_ctl(epoll, EPOLL_CTL_ADD, any_file(t), &event));

	if (!result)
		result = with_errno(epoll_wait(epoll, &event, 1, pick(t, 3)));
	close(epoll);
	return result;
}

/* A new file takes the place of another one; some have selected a box by then. */
static long do_reopen(struct thread *t)
{
	int file = device_open(pick(t, 2) ? O_NONBLOCK : 0), slot = any_file(t);
	__u32 handle;

	if (file < 0)
		return file;
	if (pick(t, 2) && !open_box(file, any_name(t), 1 + pick(t, PARCEL_RIGHTS), &handle))
		select_box(file, handle);
	if (dup3(file, slot, O_CLOEXEC) != slot)
		wrong++;
	close(file);
	return 0;
}

static long do_fdinfo(struct thread *t)
{
	char path[64], text[512];
	int file;

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", any_file(t));
	file = open(path, O_RDONLY | O_CLOEXEC);
	if (file >= 0 && read(file, text, sizeof(text)) <= 0)
		wrong++;
	close(file);
	return 0;
}

/* What every call may answer: the device goes, a handle is closed or another's. */
static const int always[] = { ENODEV, EBADF };
/* What those that move parcels may answer. */
static const int transfer[] = { EAGAIN, EINTR, EACCES, EMSGSIZE };

static const struct operation {
	const char *name;
	long (*run)(struct thread *t);
	unsigned int weight;
	bool transfers;
	int answers[6];
} operations[] = {
	{ "create", do_create, 4, false, { EEXIST, ENOSPC, EDQUOT, EMFILE, ENOMEM } },
	{ "open", do_open, 8, false, { ENOENT, EMFILE, EACCES } },
	{ "unlink", do_unlink, 1, false, { EACCES, ENOENT, EPERM } },
	{ "close", do_close, 4, false, { EBUSY } },
	{ "send", do_send, 20, true, { EPIPE, ETIME } },
	{ "receive", do_receive, 12, true, { EFAULT } },
	{ "take", do_take, 4, true, { EMFILE } },
	{ "read_parcel", do_read_parcel, 4, false, { EINVAL, EBUSY } },
	{ "read_record", do_read_record, 4, false, { EINVAL, EBUSY } },
	{ "forward", do_forward, 4, true, { EPIPE, EBUSY } },
	{ "move", do_move, 8, true, { EPIPE, EINVAL } },
	{ "select", do_select, 8, false, { EBUSY } },
	{ "stat", do_stat, 4, false, { EBUSY } },
	{ "read", do_read, 8, true, { } },
	{ "write", do_write, 12, true, { EPIPE } },
	{ "poll", do_poll, 4, false, { EINTR } },
	{ "epoll", do_epoll, 4, false, { EINTR } },
	{ "reopen", do_reopen, 4, false, { ENOENT, ENXIO } },
	{ "fdinfo", do_fdinfo, 1, false, { } },
};

static _Atomic unsigned long calls[ARRAY_SIZE(operations)], successes[ARRAY_SIZE(operations)];

static bool is_among(const int *answers, size_t n, int answer)
{
	for (size_t i = 0; i < n; i++) {
		if (answers[i] == answer)
			return true;
	}
	return false;
}

static bool may_answer(const struct operation *operation, long result)
{
	return result >= 0 || is_among(always, ARRAY_SIZE(always), -result) ||
	       (operation->transfers && is_among(transfer, ARRAY_SIZE(transfer), -result)) ||
	       is_among(operation->answers, ARRAY_SIZE(operation->answers), -result);
}

static const struct operation *any_operation(struct thread *t)
{
	unsigned int sum = 0, left;

	for (unsigned int i = 0; i < ARRAY_SIZE(operations); i++)
		sum += operations[i].weight;
	left = pick(t, sum);
	for (unsigned int i = 0; i < ARRAY_SIZE(operations); i++) {
		if (left < operations[i].weight)
			return &operations[i];
		left -= operations[i].weight;
	}
	return &operations[0];
}

static void *run(void *argument)
{
	struct thread *t = argument;

	while (!stop) {
		const struct operation *operation = any_operation(t);
		long result = operation->run(t);

		calls[operation - operations]++;
		if (result >= 0)
			successes[operation - operations]++;
		if (!may_answer(operation, result)) {
			printf("# %s: %s\n", operation->name, strerror(-result));
			wrong++;
		}
	}
	return NULL;
}

static void on_signal(int signal)
{
	(void)signal;
}

/* Until the time is over: signals, and now and then the device goes and comes back. */
/* What is rare takes many calls, for which a busy host needs long: a minute more than twice it. */
static bool goes_on(__u64 begin, __u64 end)
{
	const __u64 now = now_ns();

	if (now < end)
		return true;
	if (now > end + (end - begin) + 60 * 1000000000ull)
		return false;
	for (unsigned int i = 0; i < ARRAY_SIZE(operations); i++)
		if (!successes[i])
			return true;
	return false;
}

static void disturb(struct thread *threads, __u64 end)
{
	struct thread me = { .random = threads[0].random * 3 };
	const __u64 begin = now_ns();

	while (goes_on(begin, end)) {
		pause_ms(pick(&me, 20));
		pthread_kill(threads[pick(&me, THREADS)].thread, SIGUSR1);
		if (geteuid() || pick(&me, 20))
			continue;
		if (driver_write("unbind"))
			wrong++;
		pause_ms(pick(&me, 3));
		if (driver_write("bind"))
			wrong++;
		unbinds++;
	}
}

/* Who sleeps is woken until it sees that the time is over. */
static void join(struct thread *thread)
{
	struct timespec soon;

	do {
		pthread_kill(thread->thread, SIGUSR1);
		clock_gettime(CLOCK_REALTIME, &soon);
		soon.tv_nsec += 10000000;
		if (soon.tv_nsec >= 1000000000) {
			soon.tv_sec++;
			soon.tv_nsec -= 1000000000;
		}
	} while (pthread_timedjoin_np(thread->thread, NULL, &soon));
}

int main(int argc, char **argv)
{
	struct sigaction action = { .sa_handler = on_signal };
	struct thread threads[THREADS] = { };
	unsigned long sum = 0, never = 0;
	__u64 end;

	if (argc != 3) {
		fprintf(stderr, "usage: %s SECONDS SEED\n", argv[0]);
		return 2;
	}
	end = now_ns() + strtoull(argv[1], NULL, 0) * 1000000000ull;
	setvbuf(stdout, NULL, _IOLBF, 0);
	sigaction(SIGUSR1, &action, NULL);
	for (unsigned int i = 0; i < FILES; i++) {
		files[i] = device_open(i % 2 ? O_NONBLOCK : 0);
		if (files[i] < 0) {
			fprintf(stderr, "%s: %s\n", device(), strerror(-files[i]));
			return 1;
		}
	}
	for (unsigned int i = 0; i < THREADS; i++) {
		threads[i].random = (strtoull(argv[2], NULL, 0) + 1) * 0x9e3779b97f4a7c15 + i;
		pthread_create(&threads[i].thread, NULL, run, &threads[i]);
	}
	disturb(threads, end);
	stop = true;
	for (unsigned int i = 0; i < THREADS; i++)
		join(&threads[i]);
	for (unsigned int i = 0; i < ARRAY_SIZE(operations); i++) {
		printf("# %-12s %8lu calls, %8lu succeeded\n", operations[i].name,
		       calls[i], successes[i]);
		sum += calls[i];
		never += !successes[i];
	}
	printf("# %lu calls, unbound %u times\n", sum, unbinds);
	printf("%s - every answer is one that the call may give\n", wrong ? "not ok" : "ok");
	printf("%s - every call succeeded at times\n", never ? "not ok" : "ok");
	if (!geteuid())
		printf("%s - unbound and bound again\n", unbinds ? "ok" : "not ok");
	return wrong || never;
}
