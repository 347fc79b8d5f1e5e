// SPDX-License-Identifier: GPL-2.0-only
/*
 * Failures on demand, by /proc/self/fail-nth and /proc/self/make-it-fail.
 *
 * tools/sweep has told the kernel that each allocation fails of a task that has make-it-fail; a
 * count in fail-nth puts that off until the count is over.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fault.h"

unsigned int turn;
bool all_after;
int failures;

static int fail_nth;
static int make_it_fail;

void expect(const char *function, int line, const char *what, long is, long want)
{
	if (is == want)
		return;
	printf("# failure %u%s: %s:%d: %s: %ld, want %ld\n", turn,
	       all_after ? " and all after" : "", function, line, what, is, want);
	failures++;
}

long result_of(long result)
{
	return result < 0 ? -errno : result;
}

bool fault_ready(void)
{
	fail_nth = open("/proc/self/fail-nth", O_RDWR);
	make_it_fail = open("/proc/self/make-it-fail", O_RDWR);
	/* A page fault allocates, too: there are to be none. */
	if (fail_nth < 0 || make_it_fail < 0 || mlockall(MCL_CURRENT | MCL_FUTURE)) {
		printf("Bail out! no fault injection, or no locked memory: %s\n", strerror(errno));
		return false;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	return true;
}

static void put_number(int file, unsigned int n)
{
	char text[16];
	int length = snprintf(text, sizeof(text), "%u", n);

	/* The copy of this very write may be what an earlier number lets fail. */
	while (pwrite(file, text, length, 0) != length)
		;
}

void fault_arm(void)
{
	/* Writing to the other file copies once. */
	put_number(fail_nth, turn + all_after);
	if (all_after)
		put_number(make_it_fail, 1);
}

/* What it has counted down to: 0 if it has come. */
unsigned int fault_left(void)
{
	char text[16] = "";

	/* If 1 was left then the copy of this very read has failed. */
	return pread(fail_nth, text, sizeof(text) - 1, 0) > 0 ? atoi(text) : 1;
}

/* Did it come? It comes no more. */
bool fault_disarm(void)
{
	bool came = !fault_left();

	put_number(fail_nth, 0);
	put_number(make_it_fail, 0);
	return came;
}
