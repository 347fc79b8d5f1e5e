// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the kernel tells: which code ran (KCOV), what it complains of (/dev/kmsg); and failures on
 * demand (fail-nth).
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <fcntl.h>
#include <linux/kcov.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"

enum { POINTS = 1 << 16 };

struct shared *shared;
static unsigned long *covers[THREADS + 1];
static int cover_files[THREADS + 1];
static u64 text;		/* where the driver's code begins */
static bool fresh;

void kernel_init(void)
{
	char path[128];
	FILE *file;

	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		      0);
	snprintf(path, sizeof(path), "/sys/module/%s/sections/.text", module);
	file = fopen(path, "re");
	if (!file || fscanf(file, "%llx", &text) != 1)
		fprintf(stderr, "%s: no such module: nothing is known of its code\n", path);
	if (file)
		fclose(file);
	for (int i = 0; i <= THREADS; i++) {
		cover_files[i] = open("/sys/kernel/debug/kcov", O_RDWR | O_CLOEXEC);
		if (cover_files[i] < 0 || ioctl(cover_files[i], KCOV_INIT_TRACE, POINTS))
			continue;
		covers[i] = mmap(NULL, POINTS * sizeof(long), PROT_READ | PROT_WRITE, MAP_SHARED,
				 cover_files[i], 0);
	}
}

void cover_begin(int thread)
{
	if (covers[thread] && !ioctl(cover_files[thread], KCOV_ENABLE, KCOV_TRACE_PC))
		__atomic_store_n(covers[thread], 0, __ATOMIC_RELAXED);
}

/* Pairs of places that ran one after the other, and the places. */
void cover_end(int thread)
{
	u64 last = 0, n;

	if (!covers[thread])
		return;
	n = __atomic_load_n(covers[thread], __ATOMIC_RELAXED);
	ioctl(cover_files[thread], KCOV_DISABLE, 0);
	for (u64 i = 1; i <= n; i++) {
		u64 at = covers[thread][i] - text;
		u64 edge = ((last * 31) ^ at) % sizeof(shared->edges);

		if (at >= sizeof(shared->points))
			continue;
		last = at;
		if (!shared->edges[edge])
			fresh = true;
		shared->edges[edge] = 1;
		if (!shared->points[at])
			__atomic_add_fetch(&shared->nr_points, 1, __ATOMIC_RELAXED);
		shared->points[at] = 1;
	}
}

bool cover_is_new(void)
{
	bool is = fresh;

	fresh = false;
	return is;
}

/* From now on. */
int messages_open(void)
{
	int file = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (file >= 0)
		lseek(file, 0, SEEK_END);
	return file;
}

/* Is it about code of the driver, or of its twin? */
static bool is_ours(const char *line)
{
	char words[16];

	snprintf(words, sizeof(words), " [%s", target->name);
	return strstr(line, words);
}

/* A race counts if one of those who raced is in the driver. */
static bool is_complaint(const char *line)
{
	static const char *const words[] = {
		"BUG: ", "WARNING: ", "Oops", "UBSAN: ", "ODEBUG: ", "kernel BUG at ", "INFO: ",
		"refcount_t: ", "general protection fault",
	};

	if (!strncmp(line, "BUG: KCSAN", 10) && !is_ours(line))
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		if (!strncmp(line, words[i], strlen(words[i])))
			return true;
	}
	return false;
}

void copy_words(char *to, const char *from)
{
	snprintf(to, WORDS, "%s", from);
}

/* Without numbers and addresses, which differ each time. */
void add_words(char *said, const char *line)
{
	size_t at = strlen(said);

	while (*line && *line != ',' && *line != '+' && at < WORDS - 2) {
		if (isdigit(*line)) {
			said[at++] = '#';
			while (isxdigit(*line) || *line == 'x')
				line++;
		} else {
			said[at++] = *line++;
		}
	}
	said[at] = 0;
}

void add_errnos(char *said, errnos set)
{
	for (int number = 0; number < 128; number++) {
		const char *name = strerrorname_np(number);

		if (set & E(number) && name && strlen(said) + strlen(name) + 3 < WORDS)
			strcat(strcat(said, " "), name);
	}
}

/* One place is reached by calls of which other things are wrong: these are other findings. */
static void add_call(char *said)
{
	const char *name = op_names[shared->last.call];

	if (strlen(said) + strlen(name) + 10 >= WORDS)
		return;
	strcat(strcat(strcat(said, " during "), name), shared->last.wrong ? "," : "");
	add_errnos(said, shared->last.wrong);
}

/* The function of ours in a line of a trace of calls, if it is one. */
static void add_function(char *said, const char *line, unsigned int *functions)
{
	char name[64];

	if (!strncmp(line, "RIP: 0010:", 10))
		line += 10;
	if (*functions >= 3 || !is_ours(line) || strchr(line, '?') ||
	    sscanf(line, " %63[A-Za-z0-9_.]+0x", name) != 1 || strstr(said, name) ||
	    strlen(said) + strlen(name) + 4 > WORDS)
		return;
	strcat(said, *functions ? " < " : ": ");
	strcat(said, name);
	++*functions;
}

/*
 * What the kernel complains of since the last look: in @said the first complaint and the first
 * functions of ours in its trace, in @report its lines.
 */
bool messages_read(int file, char *said, char *report, size_t size)
{
	unsigned int functions = 0, looks = 0;
	size_t at = 0;
	char record[1024];
	bool found = false;

	said[0] = 0;
	report[0] = 0;
	for (;;) {
		ssize_t length = read(file, record, sizeof(record) - 1);
		char *line;

		if (length < 0 && errno == EPIPE)	/* some were overwritten */
			continue;
		if (length <= 0) {
			/* Another processor may be writing more of it. */
			if (found && looks++ < 5) {
				usleep(10000);
				continue;
			}
			if (found && shared->last.call < NR_OPS)
				add_call(said);
			return found;
		}
		record[length] = 0;
		line = strchr(record, ';');
		line = line ? line + 1 : record;
		strtok(line, "\n");
		if (is_complaint(line) && !found) {
			found = true;
			add_words(said, line);
		} else if (found) {
			add_function(said, line, &functions);
		}
		if (found && at + strlen(line) + 2 < size)
			at += sprintf(report + at, "%s\n", line);
	}
}

static void fail_after(struct thread *t, unsigned int n)
{
	char digits[16];
	int length = snprintf(digits, sizeof(digits), "%u", n);

	if (t->fail_nth < 0)
		t->fail_nth = open("/proc/thread-self/fail-nth", O_RDWR | O_CLOEXEC);
	/* The copy of this very write may be what an earlier number lets fail. */
	while (pwrite(t->fail_nth, digits, length, 0) != length && errno == EFAULT)
		;
}

/*
 * One allocation or user copy of the call fails. Not of one that may sleep until a signal comes,
 * whose own copies would fail.
 */
void fail_begin(struct thread *t, const struct op *o)
{
	sigset_t all;

	if (!o->fail || (!t->modelled && o->file % FILES == SLEEPS))
		return;
	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, &t->signals);
	fail_after(t, o->fail);
	t->armed = true;
}

void fail_end(struct thread *t)
{
	if (!t->armed)
		return;
	fail_after(t, 0);
	t->armed = false;
	pthread_sigmask(SIG_SETMASK, &t->signals, NULL);
}
