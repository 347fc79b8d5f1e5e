// SPDX-License-Identifier: GPL-2.0-only
/*
 * Programs: those of one thread, with the model; and those of several, of which it is known that a
 * parcel arrives at most once and as it was sent, what a call may answer, that a signal ends every
 * sleep, and that nobody sleeps beside a parcel.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "fuzz.h"

bool threads_lost;

enum { ROUNDS = 3, NUMBERS = 4 * MAX_OPS, ENOUGH_SIGNALS = 2000 };

static u8 arrived[THREADS][NUMBERS];
static const struct program *program;
static pthread_t started[THREADS];
static pthread_barrier_t begin;
static pid_t ids[THREADS];
static bool left[THREADS];

static u8 noise[BUFFER + 4096];

__attribute__((constructor)) static void make_noise(void)
{
	u32 state = 1;

	for (size_t i = 0; i < sizeof(noise); i++) {
		state = state * 1103515245 + 12345;
		noise[i] = state >> 16;
	}
}

/* The bytes of a parcel; those of the next one begin elsewhere in the same noise. */
static const u8 *bytes_of(u32 id)
{
	return noise + id * 61 % 4096;
}

/*
 * With the model a parcel is known by its place; without, it says its number and length in its
 * first bytes, and a short one is only as its length says.
 */
u32 fill_payload(struct thread *t, u8 *bytes, size_t length)
{
	u32 id = ++t->sent, head[2] = { t->number << 16 | id, length };

	if (!t->modelled)
		id = length < sizeof(head) ? length : head[0];
	memcpy(bytes, bytes_of(id), length);
	if (!t->modelled && length >= sizeof(head))
		memcpy(bytes, head, sizeof(head));
	return id;
}

/* Does a call have memory that others change or give, so that nobody knows what was sent? */
static bool is_shaken(const struct op *o)
{
	return o->kind == OP_shake ||
	       ((o->kind == OP_send || o->kind == OP_write) && o->c % PLACES > 8);
}

bool program_is_shaken(void)
{
	for (u32 i = 0; i < program->n; i++) {
		if (is_shaken(&program->ops[i]))
			return true;
	}
	return false;
}

/* What several threads sent. */
void check_payload(const struct op *o, const u8 *bytes, size_t length, bool consumed)
{
	u32 head[2], id = length, first = 0;

	if (program_is_shaken())
		return;
	if (length >= sizeof(head)) {
		memcpy(head, bytes, sizeof(head));
		id = head[0];
		first = sizeof(head);
		if (head[1] != length || id >> 16 >= THREADS || (id & 0xffff) >= NUMBERS) {
			complain(o, "a parcel that nobody sent");
			return;
		}
		if (consumed && __atomic_fetch_add(&arrived[id >> 16][id & 0xffff], 1,
						   __ATOMIC_RELAXED))
			complain(o, "a parcel came twice");
	}
	if (memcmp(bytes + first, bytes_of(id) + first, length - first))
		complain(o, "a parcel is not what was sent");
}

/* What the man page lets each call say, whatever others do meanwhile. */
void check_answer(const struct op *o, long got)
{
	static const errnos always = E(EFAULT) | E(ENOMEM) | E(EINVAL) | E(E2BIG) | E(EBADF) |
				     E(ENODEV) | E(ENOTTY) | E(EBUSY);

	if (got < 0 && (got < -127 || !(E(-got) & (always | target->may[o->kind]))))
		complain(o, "%s, which it never says", strerrorname_np(-got) ?: "?");
}

/* They stay: to make three of them takes as long as fifty calls. */
static void *run_thread(void *argument)
{
	struct thread *t = argument;

	ids[t->number] = gettid();
	for (;;) {
		pthread_barrier_wait(&begin);
		cover_begin(t->number);
		for (u32 i = 0; i < ROUNDS * program->n; i++) {
			const struct op *o = &program->ops[i % program->n];

			if (o->thread % THREADS == t->number)
				run_op(t, o);
		}
		cover_end(t->number);
		__atomic_store_n(&left[t->number], true, __ATOMIC_RELEASE);
	}
	return NULL;
}

/* Whoever is about to sleep says so before it looks a last time; this is not 0 from then on. */
static bool has_slept_in(pid_t id)
{
	char path[64];
	FILE *file;
	int first;

	snprintf(path, sizeof(path), "/proc/self/task/%d/wchan", id);
	file = fopen(path, "re");
	if (!file)
		return false;
	first = fgetc(file);
	fclose(file);
	return first != '0';
}

/* The state of a thread, as /proc tells it, and how often it gave up the processor by itself. */
static char state_of(pid_t id, unsigned long *switches)
{
	char path[64], line[256], state = 'X';
	FILE *file;

	snprintf(path, sizeof(path), "/proc/self/task/%d/status", id);
	file = fopen(path, "re");
	while (file && fgets(line, sizeof(line), file)) {
		sscanf(line, "State: %c", &state);
		sscanf(line, "voluntary_ctxt_switches: %lu", switches);
	}
	if (file)
		fclose(file);
	return state == 'S' && !has_slept_in(id) ? 'R' : state;
}

static bool nobody_runs(void)
{
	unsigned long switches;

	for (int i = 0; i < THREADS; i++) {
		if (!__atomic_load_n(&left[i], __ATOMIC_ACQUIRE) &&
		    state_of(ids[i], &switches) == 'R')
			return false;
	}
	return true;
}

/*
 * Does it sleep in a receive or take, and is there a parcel for it? A peek says so. Whoever runs
 * may be about to wake it, or stand before it and be about to take that parcel. Whoever
 * receives into a page that comes late has its parcel already, and sleeps until the page is there.
 */
static void check_sleeper(struct thread *me, struct thread *t)
{
	const struct op *o = t->now;
	unsigned long before = 0, behind = 0;
	struct parcel_receive req = {
		.flags = PARCEL_DONTWAIT | PARCEL_PEEK,
		.buffer = (uintptr_t)me->in,
		.buffer_size = PARCEL_MAX_LENGTH,
	};

	if (!o || (o->kind != OP_receive && o->kind != OP_take) ||
	    (o->kind == OP_receive && o->c % PLACES == COMES_LATE) ||
	    state_of(ids[t->number], &before) != 'S')
		return;
	req.handle = o->a < 32 ? 1 + o->a % 12 : 1 + o->a % 4;
	if (ioctl(files[o->file % FILES], PARCEL_IOC_RECEIVE, &req) > 0 && nobody_runs() &&
	    state_of(ids[t->number], &behind) == 'S' && before == behind && t->now == o &&
	    t->numbers == __atomic_load_n(&numbers, __ATOMIC_SEQ_CST))
		complain(o, "sleeps beside a parcel");
}

static void on_signal(int number)
{
	(void)number;
}

static bool all_left(void)
{
	for (int i = 0; i < THREADS; i++) {
		if (!__atomic_load_n(&left[i], __ATOMIC_ACQUIRE))
			return false;
	}
	return true;
}

/* Whoever sleeps is woken until it is through. */
static void join(struct thread *threads)
{
	const u32 patience = target->patience[program->n % 3];
	struct timespec soon = { .tv_nsec = 1000000l * target->step };
	unsigned int asleep = 0;
	u64 calls = 0;

	for (int round = 0; !all_left(); round++) {
		nanosleep(&soon, NULL);
		if (calls != shared->calls)
			asleep = 0;
		calls = shared->calls;
		for (int i = 0; i < THREADS; i++) {
			unsigned long switches;

			if (left[i])
				continue;
			check_sleeper(&threads[THREADS], &threads[i]);
			if (round % patience == 0)
				pthread_kill(started[i], SIGUSR1);
			switch (round > 10 ? state_of(ids[i], &switches) : 'R') {
			case 'X':	/* the kernel killed it */
				complain(NULL, "a thread died");
				threads_lost = true;
				left[i] = true;
				break;
			case 'S':
			case 'D':
				asleep += round > 100;
			}
		}
		if (asleep * target->step > ENOUGH_SIGNALS) {
			complain(NULL, "a call that no signal ends");
			_exit(1);
		}
	}
}

static void run_threads(struct thread *threads)
{
	struct sigaction action = { .sa_handler = on_signal };

	memset(arrived, 0, sizeof(arrived));
	memset(left, 0, sizeof(left));
	for (int i = 0; i < FILES; i++)
		files[i] = device_open(i == SLEEPS ? 0 : O_NONBLOCK);
	for (int i = 0; i < THREADS; i++) {
		threads[i].sent = 0;
		threads[i].now = NULL;
	}
	if (!started[0]) {
		sigaction(SIGUSR1, &action, NULL);
		pthread_barrier_init(&begin, NULL, THREADS + 1);
		for (int i = 0; i < THREADS; i++)
			pthread_create(&started[i], NULL, run_thread, &threads[i]);
	}
	pthread_barrier_wait(&begin);
	join(threads);
}

void run_program(struct thread *threads, const struct program *p)
{
	struct thread *t = &threads[THREADS];

	program = p;
	shared->said[0] = 0;
	shared->last.call = NR_OPS;
	unsure = false;
	t->modelled = p->threads == 1;
	t->sent = 0;
	target->begin(t);
	if (t->modelled) {
		cover_begin(THREADS);
		for (u32 i = 0; i < p->n && !something_is_wrong(); i++)
			run_op(t, &p->ops[i]);
		if (target->audit && !shared->said[0])
			target->audit(t);
		cover_end(THREADS);
	} else {
		run_threads(threads);
	}
	files_reset();
	model_end();
	if (t->modelled && unsure && !shared->said[0])
		shared->unclear++;
	unsure = shared->said[0];
	if (target->end)
		target->end(t);
	shared->programs++;
}
