// SPDX-License-Identifier: GPL-2.0-only
/*
 * A move that fails half way: the parcel stays in its box, but its memory has been freed. The next
 * parcel of that size, a victim's, lies where it lay. Receiving the first one frees that memory
 * again, now the victim's, and the attacker's next parcel comes to lie there too.
 *
 * The allocator looks whether the last thing freed is freed once more. A parcel with an index is
 * two pieces, which are freed in turn, so it never is.
 */
#include <string.h>

#include "attack.h"

#define SIZE		3072	/* payload and index come from the same class of memory */
#define RECORDS		256
#define TOO_SMALL	1024
#define TRIES		10

static struct parcel_record records[RECORDS];
static char bytes[SIZE];

static int send_text(int file, __u32 box, const char *text)
{
	memset(bytes, 0, SIZE);
	memcpy(bytes, text, strlen(text));
	return parcel_send(file, box, bytes, SIZE, records, RECORDS);
}

enum { SEND, RECEIVE };

/* The victim sends its secret, and later receives it: is it still what was sent? */
static long act(struct victim_state *state, int command)
{
	int result;

	if (command == SEND)
		return send_text(state->file, state->box, state->secret);
	result = parcel_receive(state->file, state->box, bytes, SIZE, PARCEL_DONTWAIT);
	if (result < 0)
		return result;
	return strcmp(bytes, state->secret) ? !strcmp(bytes, "forged") : 2;
}

int main(int argc, char **argv)
{
	int file, i, result, stolen;
	__u32 box, small, forged;
	struct victim victim;
	char secret[SECRET_SIZE];
	long seen;

	attack_begin(argc, argv);
	victim_start(&victim, act);
	victim_secret(&victim, secret);
	file = device_open();
	box = private_box(file);
	forged = private_box(file);
	small = small_private_box(file, TOO_SMALL);

	for (i = 0; i < TRIES; i++) {
		must("send", send_text(file, box, "mine"));
		result = parcel_move(file, box, small);
		if (result != -EMSGSIZE)
			could_not("a move that must fail says %s", error_name(result));

		must("let the victim send", victim_do(&victim, SEND));
		must("receive", parcel_receive(file, box, bytes, SIZE, PARCEL_DONTWAIT));
		stolen = !strcmp(bytes, secret);
		must("send", send_text(file, forged, "forged"));
		seen = victim_do(&victim, RECEIVE);
		must("let the victim receive", seen);
		if (seen == 1)
			achieved("corrupts", "another process received my bytes for its own%s",
				 stolen ? ", and I received those" : "");
		must("receive", parcel_receive(file, forged, bytes, SIZE, PARCEL_DONTWAIT));
	}
	refused("EMSGSIZE, and every parcel is whole and where it should be");
}
