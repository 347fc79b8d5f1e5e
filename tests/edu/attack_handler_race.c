// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two processes compute at once. What the handler found for the one is given to the other.
 */
#define _GNU_SOURCE
#include <sys/prctl.h>

#include "attack.h"

#define TRIES	3000

static void compute_beside(void)
{
	__u32 result;
	pid_t pid = fork();
	int file;

	must("fork", pid);
	if (pid)
		return;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	file = device_open();
	for (;;)
		edu_factorial(file, 7, &result);
}

int main(int argc, char **argv)
{
	int file, i, err, wrong = 0;
	__u32 result, other = 0;
	cpu_set_t one;

	attack_begin(argc, argv);
	compute_beside();
	if (sysconf(_SC_NPROCESSORS_ONLN) > 1) {
		CPU_ZERO(&one);
		CPU_SET(1, &one);
		sched_setaffinity(0, sizeof(one), &one);
	}
	file = device_open();
	for (i = 0; i < TRIES; i++) {
		err = edu_factorial(file, 3, &result);
		if (err && err != -ETIMEDOUT)
			could_not("compute: %s", error_name(err));
		if (!err && result != 6) {
			other = result;
			wrong++;
		}
	}
	if (wrong)
		achieved("wrong result", "somebody else's factorial: 3! is %u, %d times", other,
			 wrong);
	refused("%d factorials are right", i);
}
