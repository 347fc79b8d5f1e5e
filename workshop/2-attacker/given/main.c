// SPDX-License-Identifier: GPL-2.0-only
/*
 * The frame around steal(): a victim with a secret, an attacker who is an ordinary user, and a judge.
 * Nothing is told to the attacker; the judge is another process, so that its memory is no help.
 */
#define _GNU_SOURCE
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "steal.h"

#define JUDGE	1
#define MOST	192	/* parcels of the victim: its box would make it sleep */
#define MOST_READS	256	/* of steal(): a loop of its own has to end */

static struct victim victim;
static char *evidence;
static int sent, reads, last_read;

int __real_parcel_read(int file, __u32 handle, __u64 offset, void *buffer, size_t length);
int __wrap_parcel_read(int file, __u32 handle, __u64 offset, void *buffer, size_t length);

/* Linked in the place of parcel_read(), to know what the driver gave, and to end every loop. */
int __wrap_parcel_read(int file, __u32 handle, __u64 offset, void *buffer, size_t length)
{
	if (reads++ == MOST_READS)
		could_not("steal() read %d times", MOST_READS);
	last_read = __real_parcel_read(file, handle, offset, buffer, length);
	return last_read;
}

static long act(struct victim_state *state, int command)
{
	if (command == JUDGE)
		return !!memmem(evidence, LOOT, state->secret, strlen(state->secret));
	return parcel_send(state->file, state->box, state->secret, SIZE, NULL, 0);
}

void victim_sends(void)
{
	if (sent == MOST)
		could_not("the victim sent %d parcels, and its box is full", sent);
	must("send", victim_do(&victim, 0));
	sent++;
}

int is_secret(const char loot[LOOT])
{
	memcpy(evidence, loot, LOOT);
	return victim_do(&victim, JUDGE) == 1;
}

int main(int argc, char **argv)
{
	static char loot[LOOT];
	int file, got;

	evidence = mmap(NULL, LOOT, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (evidence == MAP_FAILED)
		could_not("no memory");
	attack_begin(argc, argv);
	alarm(0);	/* what ends it is how much was tried, not a clock */
	victim_start(&victim, act);
	file = device_open();
	got = steal(file, private_box(file), loot);
	printf("the victim sent %d parcels\n", sent);
	if (got < 0 && got != last_read)
		refused("steal() gave %s, and the last parcel_read() did not", error_name(got));
	if (got < 0)
		refused("%s", error_name(got));
	if (got > 0 && is_secret(loot))
		achieved("leaks", "the secret of another process is in the loot");
	refused("steal() gave %d, and no secret is in the loot", got);
}
