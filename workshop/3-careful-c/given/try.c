// SPDX-License-Identifier: GPL-2.0-only
/*
 * try WHAT: works, steal, fault, lock, race or memory. Says what it saw; ends with 0 if all is well.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <unistd.h>

#define SIZE	56	/* with its length, a note of 64 bytes */
#define LOOT	960
#define LARGE	65536

static char bytes[LARGE + 1];

static int bad(const char *what)
{
	puts(what);
	return 1;
}

static int shelf(void)
{
	int file = open("/dev/locker", O_RDWR);

	if (file < 0) {
		perror("/dev/locker");
		exit(99);
	}
	return file;
}

static int works(void)
{
	int file = shelf();

	if (write(file, "hello world", 11) != 11 || pread(file, bytes, 11, 0) != 11 ||
	    memcmp(bytes, "hello world", 11))
		return bad("works: a note does not come back");
	if (pread(file, bytes, 5, 6) != 5 || memcmp(bytes, "world", 5))
		return bad("works: the end of a note is refused");
	if (pread(file, bytes, 0, 11) != 0)
		return bad("works: no bytes at the end of a note are refused");
	if (write(file, "bye", 3) != 3 || pread(file, bytes, 3, 0) != 3 || memcmp(bytes, "bye", 3))
		return bad("works: a note is not replaced");
	if (write(file, bytes, LARGE) != LARGE || write(file, bytes, LARGE + 1) >= 0)
		return bad("works: the longest note, or one that is too long");
	return 0;
}

/* The victim is another process. Told to, it puts its secret onto eight more shelves. */
static void victim(const char *secret, int from, int to)
{
	char order;

	while (read(from, &order, 1) == 1) {
		for (int i = 0; i < 8; i++)
			if (write(shelf(), secret, SIZE) != SIZE)
				exit(99);
		if (write(to, "", 1) != 1)
			break;
	}
	exit(0);
}

static void victim_writes(int to, int from)
{
	char done;

	if (write(to, "", 1) != 1 || read(from, &done, 1) != 1)
		exit(99);
}

static int steal(void)
{
	char secret[SIZE], mine[SIZE] = "mine", loot[LOOT] = "";
	int there[2], back[2], file, got = 0, found = 0;
	cpu_set_t one;

	/* Processor by processor the kernel hands out what lies side by side. */
	CPU_ZERO(&one);
	CPU_SET(0, &one);
	if (sched_setaffinity(0, sizeof(one), &one) || getrandom(secret, SIZE, 0) != SIZE ||
	    pipe(there) || pipe(back))
		return 99;
	if (!fork()) {
		close(there[1]);
		victim(secret, there[0], back[1]);
	}
	for (int i = 0; i < 12 && !found && got >= 0; i++) {
		file = shelf();
		victim_writes(there[1], back[0]);
		if (write(file, mine, SIZE) != SIZE)
			return 99;
		victim_writes(there[1], back[0]);
		got = pread(file, loot, LOOT, SIZE);
		if (got < 0)
			got = -errno;
		found = got > 0 && memmem(loot, LOOT, secret, SIZE);
	}
	if (found)
		return bad("steal: leaks: the secret of another process is in the loot");
	if (got != -EINVAL) {
		printf("steal: a read that begins at the end of a note gives %d\n", got);
		return 1;
	}
	/* A piece that is no longer than a note, but does not lie inside of it. */
	file = shelf();
	if (write(file, mine, SIZE) != SIZE)
		return 99;
	for (int from = 1; from <= SIZE; from++)
		if (pread(file, loot, SIZE, from) >= 0 || errno != EINVAL) {
			printf("steal: leaks: a note of %d bytes is read from %d on\n", SIZE, from);
			return 1;
		}
	puts("steal: refused: EINVAL");
	return 0;
}

static int fault(void)
{
	char *nowhere = mmap(NULL, LARGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int file = shelf();

	if (write(file, "old", 3) != 3 || write(file, nowhere, SIZE) >= 0 || errno != EFAULT)
		return bad("fault: a write from nowhere does not get EFAULT");
	if (pread(file, bytes, 3, 0) != 3 || memcmp(bytes, "old", 3))
		return bad("fault: the old note is gone");
	return 0;
}

/* What a process does: 'D' is for a wait that no signal ends, such as that for a mutex. */
static char state(pid_t process)
{
	char path[32], state = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/stat", process);
	file = fopen(path, "r");
	if (file && fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
		state = 0;
	if (file)
		fclose(file);
	return state;
}

static int lock(void)
{
	int file = shelf();
	pid_t child = fork();

	if (!child) {
		if (pread(file, bytes, 1, 0) >= 0 || errno != ENODATA)
			exit(1);
		exit(write(file, "one", 3) != 3);
	}
	/* It hangs if it waits whenever we look, for nobody else is at this shelf. */
	for (int waits = 0; waits < 20; usleep(50000)) {
		int status;

		if (waitpid(child, &status, WNOHANG) == child)
			return status ? bad("lock: a read of an empty shelf does not get ENODATA") : 0;
		waits = state(child) == 'D' ? waits + 1 : 0;
	}
	return bad("lock: after ENODATA a write hangs");
}

static int race(void)
{
	int file = shelf();
	pid_t child;

	if (write(file, bytes, SIZE) != SIZE)
		return 99;
	child = fork();
	for (int i = 0; i < 5000; i++)
		if (child ? write(file, bytes, SIZE) != SIZE : pread(file, bytes, SIZE, 0) != SIZE)
			return bad("race: a call fails");
	if (child)
		wait(NULL);
	return 0;
}

static long available(void)
{
	FILE *file = fopen("/proc/meminfo", "r");
	char line[128];
	long kib = 0;

	while (fgets(line, sizeof(line), file))
		if (sscanf(line, "MemAvailable: %ld", &kib) == 1)
			break;
	fclose(file);
	return kib;
}

static int memory(void)
{
	char *nowhere = mmap(NULL, LARGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int file = shelf();
	long before = available();

	for (int i = 0; i < 1500; i++)
		if (write(file, i % 2 ? nowhere : bytes, LARGE) < 0 && errno == ENOMEM)
			return bad("memory: notes are lost");
	return before - available() > 30 * 1024 ? bad("memory: notes are lost") : 0;
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		int (*try)(void);
	} all[] = {
		{ "works", works }, { "steal", steal }, { "fault", fault },
		{ "lock", lock }, { "race", race }, { "memory", memory },
	};

	setvbuf(stdout, NULL, _IONBF, 0);
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (argc == 2 && !strcmp(argv[1], all[i].name))
			return all[i].try();
	return 99;
}
