// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the calls of the parcel device cost beside much else, on the node given on the command line,
 * in a VM whose clock counts executed instructions. tools/scale reads what it prints, one figure a
 * line: node, kind, operation, how many there are, value.
 *
 * scale NODE boxes MOST	instructions beside 1 to MOST boxes
 * scale NODE parcels MOST	the same beside so many parcels that are queued
 * scale NODE deadlines MOST	the same beside 0 to MOST parcels that have a deadline
 * scale NODE expire MOST	MOST parcels whose deadlines pass at the same moment
 * scale NODE wakeups		how many sleepers a call wakes, of 1 to 64
 * scale NODE contend		on 1 to 8 processors at once; what is counted, the plugin has
 * scale tell WORD...		tells stretch.c: a letter and an address, in hexadecimal
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#define BATCHES		9	/* less than bench.c, since there is more to measure */
#include "calls.h"

#define IN_ONE		12000	/* parcels in a box, which has room for more */
/* Of a deadline, as many as are received in a measurement. */
#define IN_FRONT	(BATCH * (BATCHES + 1))
#define MOST_BOXES	16
#define WAKES		32	/* calls that wake */
#define SECOND		1000000000ULL
#define PROCESSORS	8
#define CALLS		100	/* of each processor */
#define IN_FLIGHT	16	/* parcels that each processor adds */

static void send_until(__u64 deadline)
{
	struct parcel_segment segment = { .address = (uintptr_t)bytes, .length = 64 };
	struct parcel_send request = {
		.handle = box,
		.segments = (uintptr_t)&segment,
		.nr_segments = 1,
		.length = 64,
		.deadline = deadline,
	};

	call(PARCEL_IOC_SEND, &request);
}

/* In days, and in no order. */
static __u64 some_deadline(void)
{
	static __u64 random = 1;

	random = random * 6364136223846793005 + 1442695040888963407;
	return 1000000 * SECOND + (random >> 33) * 1000;
}

/* The operations */

static void send_receive_deadline(void)
{
	send_until(some_deadline());
	receive_bytes(0);
}

static const struct operation among_boxes[] = {
	{ "open+close box", nothing, open_close_box },
	{ "create+unlink+close box", nothing, create_unlink_box },
	{ "send+receive 64 B", nothing, send_receive },
	{ }
}, among_parcels[] = {
	{ "send+receive 64 B", nothing, send_receive },
	{ "write+read 64 B", nothing, write_read },
	{ "peek 64 B", nothing, peek },
	{ "move+move back", nothing, move_there_and_back },
	{ "poll", nothing, poll_once },
	{ "stat", nothing, stat_once },
	{ }
}, among_deadlines[] = {
	{ "peek 64 B", nothing, peek },
	{ "poll", nothing, poll_once },
	{ "stat", nothing, stat_once },
	{ "send+receive 64 B", nothing, send_receive },
	{ }
}, with_deadline = { "send+receive 64 B, deadline", nothing, send_receive_deadline };

static void measure_all(const char *kind, const struct operation *operation, unsigned int number)
{
	for (; operation->name; operation++)
		print(kind, operation->name, number, measure(operation));
}

static __u32 create_large(unsigned int number)
{
	char name[PARCEL_NAME_SIZE];

	snprintf(name, sizeof(name), "large-%u", number);
	return create(name, 2 << 20);
}

/* 0, 1, 100, 10 000, 100 000 */
static unsigned int more(unsigned int number)
{
	return !number ? 1 : number < 10000 ? number * 100 : number * 10;
}

static void beside_boxes(unsigned int most)
{
	for (unsigned int number = 1; number <= most; number = more(number)) {
		add_boxes(number);
		measure_all("boxes", among_boxes, number);
	}
}

/* In the order in which they were made: the first of them is the one that is measured. */
static void beside_parcels(unsigned int most)
{
	unsigned int queued = 0, number, full = 0;
	__u32 first = box, large[MOST_BOXES];

	for (number = 1; number <= most; number = more(number)) {
		for (; queued < number; queued++) {
			if (queued && queued % IN_ONE == 0) {
				large[full] = create_large(full);
				box = large[full++];
			}
			send_bytes(64);
		}
		box = first;
		measure_all("parcels", among_parcels, number);
		box = full ? large[full - 1] : first;
	}
	while (full)
		end_box(large[--full]);
	box = first;
}

static void fill(unsigned int number, bool deadlines)
{
	while (number--)
		send_until(deadlines ? some_deadline() : 0);
}

static void beside_some_deadlines(unsigned int number)
{
	unsigned int part = number < IN_ONE ? number : IN_ONE, rest = number - part, full = 0;
	__u32 first = box, large[MOST_BOXES];

	for (; rest; full++) {
		unsigned int here = rest < IN_ONE ? rest : IN_ONE;

		box = create_large(full + 1);
		large[full] = box;
		fill(here, true);
		rest -= here;
	}
	/* One in which every parcel has a deadline, */
	box = create_large(0);
	fill(part, true);
	print("deadlines", with_deadline.name, number, measure(&with_deadline));
	end_box(box);
	/* and one in which those that are received have none. */
	box = first;
	fill(IN_FRONT, false);
	fill(part, true);
	measure_all("deadlines", among_deadlines, number);
	while (full)
		end_box(large[--full]);
}

/* Each number has a box of its own that is selected. */
static void beside_deadlines(unsigned int most)
{
	for (unsigned int number = 0; number <= most; number = more(number)) {
		pid_t child = fork();

		if (!child) {
			char name[PARCEL_NAME_SIZE];

			file = device_open();
			snprintf(name, sizeof(name), "among-%u", number);
			box = create(name, 2 << 20);
			call(PARCEL_IOC_SELECT, &(struct parcel_select){ .handle = box });
			beside_some_deadlines(number);
			call(PARCEL_IOC_UNLINK, &(struct parcel_unlink){ .handle = box });
			_exit(0);
		}
		waitpid(child, NULL, 0);
	}
}

static void sleep_until(__u64 time)
{
	struct timespec until = { .tv_sec = time / SECOND, .tv_nsec = time % SECOND };

	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
}

static __u64 nr_expired(const __u32 *handles, unsigned int number)
{
	__u64 sum = 0;

	while (number--) {
		struct parcel_stat stat = { .handle = handles[number] };

		call(PARCEL_IOC_STAT, &stat);
		sum += stat.expired;
	}
	return sum;
}

/* How late are the first and the last of them, if nobody looks at the boxes? */
static void expire(unsigned int most, unsigned int seconds)
{
	unsigned int full = 0;
	__u32 large[MOST_BOXES];
	__u64 deadline = now() + seconds * SECOND, first = 0, gone;
	char name[64];

	for (unsigned int queued = 0; queued < most; queued++) {
		if (queued % IN_ONE == 0) {
			large[full] = create_large(full);
			box = large[full++];
		}
		send_until(deadline);
	}
	if (now() > deadline)
		errx(1, "%s: the deadline passed too early", node);
	sleep_until(deadline - 1000000);
	mark_begin();
	do {
		sleep_until(now() + 1000000);
		gone = nr_expired(large, full);
		if (gone && !first)
			first = now() - deadline;
	} while (gone < most && now() < deadline + 100 * SECOND);
	mark_end();
	snprintf(name, sizeof(name), "first is gone, of %u", most);
	print("expire", name, seconds, first);
	snprintf(name, sizeof(name), "last is gone, of %u", most);
	print("expire", name, seconds, gone == most ? now() - deadline : 1e99);
	while (full)
		end_box(large[--full]);
}

/* Nobody comes to a full box any more: what is in it goes. */
static void end_full(unsigned int most)
{
	box = create_large(0);
	fill(most < IN_ONE ? most : IN_ONE, true);
	mark_begin();
	end_box(box);
	mark_end();
	print("expire", "unlink+close a box", most < IN_ONE ? most : IN_ONE, 0);
}

/* Wake-ups */

static void *sender(void *argument)
{
	prctl(PR_SET_NAME, "sleeper");
	for (;;)
		send_bytes(LARGE);
	return argument;
}

static void *receiver(void *argument)
{
	char own[LARGE];
	struct parcel_receive request = {
		.handle = box,
		.buffer = (uintptr_t)own,
		.buffer_size = sizeof(own),
	};

	prctl(PR_SET_NAME, "sleeper");
	for (;;)
		call(PARCEL_IOC_RECEIVE, &request);
	return argument;
}

static int other_file;		/* of the same box, and it does not sleep */

static void take_if_there(void)
{
	char own[LARGE];

	if (read(other_file, own, sizeof(own)) < 0 && errno != EAGAIN)
		err(1, "%s: read", node);
}

static void *poller(void *argument)
{
	struct pollfd pollfd = { .fd = other_file, .events = POLLIN };

	prctl(PR_SET_NAME, "sleeper");
	for (;;) {
		poll(&pollfd, 1, -1);
		take_if_there();
	}
	return argument;
}

/* Each has an epoll of its own, as threads of a server have. */
static void *exclusive(void *argument)
{
	struct epoll_event event = { .events = EPOLLIN | EPOLLEXCLUSIVE };
	int epoll = epoll_create1(EPOLL_CLOEXEC);

	prctl(PR_SET_NAME, "sleeper");
	if (epoll < 0 || epoll_ctl(epoll, EPOLL_CTL_ADD, other_file, &event))
		err(1, "epoll");
	for (;;) {
		epoll_wait(epoll, &event, 1, -1);
		take_if_there();
	}
	return argument;
}

static void receive_large(void)
{
	receive_bytes(0);
}

static void send_large(void)
{
	send_bytes(LARGE);
}

static const struct wakes {
	const char *name;
	void *(*sleeper)(void *argument);
	void (*run)(void);
} wakes[] = {
	{ "receive, senders sleep", sender, receive_large },
	{ "send, receivers sleep", receiver, send_large },
	{ "send, others poll", poller, send_large },
	{ "send, others epoll, exclusive", exclusive, send_large },
};

static void tracefs(const char *name, const char *text)
{
	char path[128];
	int opened;

	snprintf(path, sizeof(path), "/sys/kernel/tracing/%s", name);
	opened = open(path, O_WRONLY | O_TRUNC);
	if (opened < 0 || write(opened, text, strlen(text)) < 0)
		err(1, "%s", path);
	close(opened);
}

static unsigned int nr_traced(void)
{
	FILE *trace = fopen("/sys/kernel/tracing/trace", "r");
	unsigned int number = 0;
	char line[512];

	if (!trace)
		err(1, "trace");
	while (fgets(line, sizeof(line), trace)) {
		if (strstr(line, "LOST"))
			errx(1, "events were lost");
		number += !!strstr(line, " sched_waking: comm=sleeper");
	}
	fclose(trace);
	return number;
}

static void settle(void)
{
	sleep_until(now() + 4000000);
}

static void count_wakes(const struct wakes *wakes, unsigned int number)
{
	pid_t child = fork();

	if (!child) {
		char name[PARCEL_NAME_SIZE];

		file = open_with(0);
		snprintf(name, sizeof(name), "sleep-%u", number);
		box = create(name, LARGE);
		other_file = device_open();
		{
			int opened_for_us = file;
			__u32 handle;

			file = other_file;
			handle = open_box(name);
			call(PARCEL_IOC_SELECT, &(struct parcel_select){ .handle = handle });
			file = opened_for_us;
		}
		for (unsigned int i = 0; i < number; i++) {
			pthread_t thread;

			if (pthread_create(&thread, NULL, wakes->sleeper, NULL))
				errx(1, "no thread");
		}
		settle();
		for (int i = 0; i < WAKES + 1; i++) {
			/* The first of them comes late to it. */
			if (i == 1) {
				tracefs("trace", "");
				mark_begin();
			}
			wakes->run();
			settle();
		}
		mark_end();
		print("wakeups", wakes->name, number, (double)nr_traced() / WAKES);
		call(PARCEL_IOC_UNLINK, &(struct parcel_unlink){ .handle = box });
		_exit(0);
	}
	waitpid(child, NULL, 0);
}

static void wakeups(void)
{
	tracefs("events/sched/sched_waking/filter", "comm == \"sleeper\"");
	tracefs("events/sched/sched_waking/enable", "1");
	for (size_t i = 0; i < ARRAY_SIZE(wakes); i++) {
		for (unsigned int number = 1; number <= 64; number *= 4)
			count_wakes(&wakes[i], number);
	}
	tracefs("events/sched/sched_waking/enable", "0");
}

/* Several processors at once */

static char mine[PARCEL_NAME_SIZE];	/* a box that this process may open */

static void open_close_mine(void)
{
	close_handle(open_box(mine));
}

static const struct operation at_once[] = {
	{ "send+receive 64 B", nothing, send_receive },
	{ "write+read 64 B", nothing, write_read },
	{ "peek 64 B", nothing, peek },
	{ "take+forward", nothing, take_forward },
	{ "move+move back", nothing, move_there_and_back },
	{ "poll", nothing, poll_once },
	{ "stat", nothing, stat_once },
	{ "open+close box", nothing, open_close_mine },
	{ "create+unlink+close box", nothing, create_unlink_box },
};

static void wait_for(atomic_uint *arrived, unsigned int number)
{
	atomic_fetch_add(arrived, 1);
	while (atomic_load(arrived) < number)
		usleep(100);
}

/* A process has one processor, and a file of its own. With @own it has boxes of its own, too. */
static void begin_one(unsigned int number, bool own)
{
	cpu_set_t processor;

	CPU_ZERO(&processor);
	CPU_SET(number, &processor);
	if (sched_setaffinity(0, sizeof(processor), &processor))
		err(1, "there is no processor %u", number);
	file = device_open();
	snprintf(mine, sizeof(mine), own ? "mine-%u" : "box", number);
	snprintf(new, sizeof(new), own ? "other-%u" : "other", number);
	box = own ? create(mine, 2 << 20) : open_box(mine);
	other = own ? create(new, 2 << 20) : open_box(new);
	snprintf(new, sizeof(new), "new-%u", number);
	call(PARCEL_IOC_SELECT, &(struct parcel_select){ .handle = box });
	for (int i = 0; i < IN_FLIGHT; i++)
		send_bytes(64);
}

static void one_of(unsigned int processors, unsigned int number, bool own,
		   const struct operation *operation, atomic_uint *arrived)
{
	begin_one(number, own);
	for (int i = 0; i < CALLS / 4; i++)
		operation->run();
	wait_for(&arrived[0], processors);
	for (int i = 0; i < CALLS; i++) {
		mark_begin();
		operation->run();
		mark_end();
	}
	/* Nobody is to be alone before he is done. */
	atomic_fetch_add(&arrived[1], 1);
	while (atomic_load(&arrived[1]) < processors)
		operation->run();
	wait_for(&arrived[2], processors);
	if (own) {
		end_box(box);
		end_box(other);
	} else {
		for (int i = 0; i < IN_FLIGHT; i++)
			receive_bytes(0);
	}
	_exit(0);
}

static void contend_on(unsigned int processors, bool own, const struct operation *operation)
{
	atomic_uint *arrived = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
				    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int status;

	if (arrived == MAP_FAILED)
		err(1, "mmap");
	for (unsigned int number = 0; number < processors; number++) {
		if (!fork())
			one_of(processors, number, own, operation, arrived);
	}
	while (wait(&status) > 0) {
		if (status)
			errx(1, "%s: %s failed on %u", node, operation->name, processors);
	}
	munmap(arrived, 4096);
	print(own ? "own boxes" : "one box", operation->name, processors, 0);
}

static void contend(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(at_once); i++) {
		/* BUG(abba_deadlock) */
		if (at_once[i].run == move_there_and_back && strstr(node, "unsafe"))
			continue;
		for (unsigned int processors = 1; processors <= PROCESSORS; processors *= 2) {
			contend_on(processors, false, &at_once[i]);
			contend_on(processors, true, &at_once[i]);
		}
	}
}

/* Instructions that do nothing and carry the addresses, for stretch.c to see. */
static void tell(int number, char **words)
{
	unsigned char *code = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
				   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), *at = code;

	if (code == MAP_FAILED || number > 4096 / 9)
		errx(1, "nothing can be told");
	for (int i = 0; i < number; i++, at += 9) {
		unsigned char nop[5] = { 0x66, 0x0f, 0x1f, 0x84, words[i][0] };
		__u32 value = strtoull(words[i] + 1, NULL, 16);

		memcpy(at, nop, sizeof(nop));
		memcpy(at + sizeof(nop), &value, sizeof(value));
	}
	*at = 0xc3;
	((void (*)(void))code)();
}

int main(int argc, char **argv)
{
	const char *what = argc > 2 ? argv[2] : "";
	unsigned int most = argc > 3 ? atoi(argv[3]) : 0;
	__u32 first;

	if (argc > 2 && !strcmp(argv[1], "tell")) {
		tell(argc - 2, argv + 2);
		return 0;
	}
	node = argv[1];
	file = device_open();
	first = create("box", 2 << 20);
	box = first;
	other = create("other", 2 << 20);
	call(PARCEL_IOC_SELECT, &(struct parcel_select){ .handle = box });

	if (!strcmp(what, "boxes") && most) {
		beside_boxes(most);
	} else if (!strcmp(what, "parcels") && most) {
		beside_parcels(most);
	} else if (!strcmp(what, "deadlines") && most) {
		beside_deadlines(most);
	} else if (!strcmp(what, "expire") && most) {
		for (unsigned int seconds = 1; seconds <= 1000; seconds *= 10)
			expire(1, seconds);
		expire(most, 10);
		end_full(most);
	} else if (!strcmp(what, "wakeups")) {
		wakeups();
	} else if (!strcmp(what, "contend")) {
		contend();
	} else {
		errx(2, "usage: scale NODE WHAT [MOST]");
	}
	/* The other boxes go with the module. */
	end_box(first);
	end_box(other);
	return 0;
}
