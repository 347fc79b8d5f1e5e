// SPDX-License-Identifier: GPL-2.0-only
/*
 * Make an error path that keeps a reference run 65535 times: the count of the box, 16 bits wide,
 * comes round and is one less than there are references. When the box is unlinked it is freed, with
 * a handle to it still open. A victim's box comes to lie in its memory, and is received from.
 */
#include <string.h>
#include <unistd.h>

#include "attack.h"

#define NAME		"wrapping"
#define TIMES		65535
#define TIME_LIMIT	110	/* seconds: this takes its time on an emulated machine */

/* The victim makes a private box, and sends its secret to itself. */
static long act(struct victim_state *state, int command)
{
	__u32 box = private_box(state->file);

	(void)command;
	return parcel_send(state->file, box, state->secret, strlen(state->secret) + 1, NULL, 0);
}

int main(int argc, char **argv)
{
	struct parcel_open open = { .name = NAME, .rights = PARCEL_RIGHT_RECEIVE }, *untold;
	char secret[SECRET_SIZE], bytes[SECRET_SIZE];
	struct victim victim;
	long result = 0;
	int file, i;
	__u32 box;

	attack_begin(argc, argv);
	alarm(TIME_LIMIT);
	victim_start(&victim, act);
	victim_secret(&victim, secret);
	file = device_open();
	untold = read_only(&open, sizeof(open));
	box = named_box(file, NAME, 0600);

	for (i = 0; i < TIMES; i++) {
		result = device_call(file, PARCEL_IOC_OPEN, untold);
		if (result != -EFAULT)
			could_not("an open that cannot be told says %ld", result);
	}
	must("unlink", box_unlink(file, box));
	must("let the victim send", victim_do(&victim, 0));
	result = parcel_receive(file, box, bytes, sizeof(bytes), PARCEL_DONTWAIT);
	if (result > 0 && !strcmp(bytes, secret))
		achieved("leaks", "received from another process's private box: \"%s\"", bytes);
	if (result != -EAGAIN)
		could_not("the box, which is mine and empty, says %ld", result);
	refused("EFAULT, %d times, and my handle is to my own box", TIMES);
}
