// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ask what the device is, on the processor that its interrupt comes to, while another one lets
 * it compute. The interrupt comes while the lock is held that its handler wants, and that
 * processor is lost.
 *
 * It takes three processors: one is to notice.
 */
#define _GNU_SOURCE
#include "attack.h"
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#define ROUND		20000	/* other calls, which count how long one has to wait */
#define PATIENCE	50	/* rounds without any call */
#define LIMIT		400	/* rounds */
#define ENOUGH		200000	/* calls */

/* Of each processor, shared by processes: one whose call never returns cannot end. */
static atomic_ulong *calls;

static void caller(int cpu, int computes)
{
	unsigned long count = 0;
	cpu_set_t one;
	__u32 result;
	pid_t pid = fork();
	int file;

	if (pid < 0)
		could_not("fork: %s", error_name(errno));
	if (pid)
		return;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	CPU_ZERO(&one);
	CPU_SET(cpu, &one);
	sched_setaffinity(0, sizeof(one), &one);
	file = device_open();
	for (;;) {
		if (computes)
			edu_factorial(file, 5, &result);
		else
			edu_id(file);
		atomic_store(&calls[cpu * 8 + computes], ++count);
	}
}

/* Which processor the interrupt comes to: the one that has had most of them. */
static int interrupted(void)
{
	FILE *file = fopen("/proc/interrupts", "r");
	unsigned long count[3];
	char line[512];
	int cpu = 0;

	while (file && fgets(line, sizeof(line), file))
		if (strstr(line, " edu") && strchr(line, ':') &&
		    sscanf(strchr(line, ':') + 1, "%lu %lu %lu", &count[0], &count[1],
			   &count[2]) == 3)
			cpu = count[0] >= count[1] && count[0] >= count[2] ? 0 :
			      count[1] >= count[2] ? 1 : 2;
	if (file)
		fclose(file);
	return cpu;
}

int main(int argc, char **argv)
{
	unsigned long before = 0, now, asked = 0;
	int idle = 0, i, file, cpu;
	cpu_set_t last;
	__u32 result;

	if (sysconf(_SC_NPROCESSORS_ONLN) < 3)
		could_not("it takes three processors");
	attack_begin(argc, argv);
	calls = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (calls == MAP_FAILED)
		could_not("mmap: %s", error_name(errno));
	file = device_open();
	for (i = 0; i < 20; i++)
		must("compute", edu_factorial(file, 3, &result));
	cpu = interrupted();
	caller(cpu, 0);
	caller((cpu + 1) % 3, 1);
	CPU_ZERO(&last);
	CPU_SET((cpu + 2) % 3, &last);
	sched_setaffinity(0, sizeof(last), &last);
	for (i = 0; i < LIMIT && asked < ENOUGH; i++) {
		for (int other = 0; other < ROUND; other++)
			syscall(SYS_getppid);
		now = atomic_load(&calls[cpu * 8]);
		asked = now;
		idle = now == before ? idle + 1 : 0;
		before = now;
		if (now && idle >= PATIENCE)
			achieved("hangs",
				 "a processor waits for itself, for ever, after %lu calls: it made none while another made %d",
				 now, ROUND * PATIENCE);
	}
	refused("all calls ended: %lu of one kind, %lu of the other", calls[cpu * 8],
		calls[(cpu + 1) % 3 * 8 + 1]);
}
