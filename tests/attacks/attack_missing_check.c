// SPDX-License-Identifier: GPL-2.0-only
/*
 * A letter box: everybody may open it to send, nobody to receive, and only the victim, who made it,
 * has a handle that may. Open it to send, then peek: that takes nothing away, so nobody asks for
 * the right to receive.
 */
#define _GNU_SOURCE
#include <string.h>
#include <unistd.h>

#include "attack.h"

#define MODE	0222

static void name_of(pid_t victim, char name[PARCEL_NAME_SIZE])
{
	snprintf(name, PARCEL_NAME_SIZE, "letters-%d", victim);
}

enum { SEND, FORGET };

/* The victim has a letter box, and somebody sends a secret to it: here the victim itself. */
static long act(struct victim_state *state, int command)
{
	char name[PARCEL_NAME_SIZE];
	static __u32 box;

	if (command == FORGET)
		return box_unlink(state->file, box);
	name_of(getpid(), name);
	box = named_box(state->file, name, MODE);
	return parcel_send(state->file, box, state->secret, strlen(state->secret) + 1, NULL, 0);
}

int main(int argc, char **argv)
{
	char name[PARCEL_NAME_SIZE], bytes[SECRET_SIZE] = "", secret[SECRET_SIZE];
	struct victim victim;
	int file, result;
	__u32 box;

	attack_begin(argc, argv);
	victim_start(&victim, act);
	victim_secret(&victim, secret);
	must("let the victim send", victim_do(&victim, SEND));
	file = device_open();
	name_of(victim.pid, name);
	if (box_open(file, name, PARCEL_RIGHT_RECEIVE, &box) != -EACCES)
		could_not("the letter box lets me receive");
	must("open the letter box to send", box_open(file, name, PARCEL_RIGHT_SEND, &box));

	result = parcel_receive(file, box, bytes, sizeof(bytes), PARCEL_DONTWAIT | PARCEL_PEEK);
	must("let the victim clean up", victim_do(&victim, FORGET));
	if (result < 0)
		refused("%s", error_name(result));
	if (strcmp(bytes, secret))
		could_not("peeked, and did not see the secret");
	achieved("leaks", "peeked into a box into which I may only send: \"%s\"", bytes);
}
