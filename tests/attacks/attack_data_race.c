// SPDX-License-Identifier: GPL-2.0-only
/*
 * One processor sends and receives as fast as it can, another asks for the state of the box. At
 * any moment as many parcels were sent as were received, have expired, or are in the box: so it is
 * promised. Who reads the counters one by one, while others count, gets numbers of no moment.
 *
 * Nothing forces the two to meet, so this goes on until they have met a thousand times: between
 * two answers some parcels were sent, but so few that the other processor cannot have had its turn
 * alone.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#include "attack.h"

#define NAME		"counted"
#define LONG_ENOUGH	6	/* seconds; KCSAN must meet the two, too */
#define LIMIT		40	/* seconds, where the two rarely run at once */
#define FEW		50	/* parcels between two answers */
#define MEETINGS	1000

/* It has a file of its own: what the two share is the box. */
static void exchange(void)
{
	int file = device_open();
	cpu_set_t other;
	char byte;
	__u32 box;

	CPU_ZERO(&other);
	CPU_SET(1, &other);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (sched_setaffinity(0, sizeof(other), &other))
		could_not("cannot stay on processor 1: this takes two");
	must("open the box", box_open(file, NAME, PARCEL_RIGHTS, &box));
	for (;;) {
		must("send", parcel_send(file, box, "x", 1, NULL, 0));
		must("receive", parcel_receive(file, box, &byte, 1, 0));
	}
}

int main(int argc, char **argv)
{
	struct parcel_stat stat, wrong = { };
	unsigned long n, met = 0;
	__u64 before = 0;
	pid_t child;
	time_t end, limit;
	int file;
	__u32 box;

	attack_begin(argc, argv);
	file = device_open();
	box = named_box(file, NAME, 0600);
	child = fork();
	if (child < 0)
		could_not("fork: %s", error_name(errno));
	if (!child)
		exchange();

	end = time(NULL) + LONG_ENOUGH;
	limit = time(NULL) + LIMIT;
	for (n = 1; n % 100 || time(NULL) < (met < MEETINGS ? limit : end); n++) {
		must("stat", parcel_stat(file, box, &stat));
		met += stat.sent != before && stat.sent - before < FEW;
		before = stat.sent;
		if (stat.sent != stat.received + stat.expired + stat.queued_parcels && !wrong.sent)
			wrong = stat;
	}
	if (wrong.sent) {
		kill(child, SIGKILL);
		achieved("wrong result",
			 "counters do not add up: %llu sent, %llu received, %u left",
			 (unsigned long long)wrong.sent, (unsigned long long)wrong.received,
			 wrong.queued_parcels);
	}
	kill(child, SIGKILL);
	must("unlink", box_unlink(file, box));
	refused("%lu states of the box, and each added up", n);
}
