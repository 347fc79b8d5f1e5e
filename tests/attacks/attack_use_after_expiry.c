// SPDX-License-Identifier: GPL-2.0-only
/*
 * Move parcels that have a deadline to another box, and receive them: their first headers are freed
 * with the timers running. First nobody takes that memory, and the timers fire in what is left
 * there. Then a victim's parcels come to lie there.
 */
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "attack.h"

#define PARCELS		60
#define VICTIMS		240	/* parcels of the victim: more than were freed */
#define TRIES		2
#define DEADLINE	800	/* milliseconds from now */
#define PAUSE		(DEADLINE + 400)

enum { SEND, RECEIVE };

/* The victim sends many times, and later receives: does everything come out? */
static long act(struct victim_state *state, int command)
{
	char bytes[SECRET_SIZE];
	long result = 0;
	int i, whole = 0;

	for (i = 0; i < VICTIMS && result >= 0; i++) {
		if (command == SEND) {
			result = parcel_send(state->file, state->box, state->secret, SECRET_SIZE,
					     NULL, 0);
			continue;
		}
		result = parcel_receive(state->file, state->box, bytes, sizeof(bytes),
					PARCEL_DONTWAIT);
		whole += result == SECRET_SIZE && !memcmp(bytes, state->secret, SECRET_SIZE);
	}
	return command == SEND ? result : whole;
}

int main(int argc, char **argv)
{
	const struct timespec pause = {
		.tv_sec = PAUSE / 1000,
		.tv_nsec = PAUSE % 1000 * 1000000,
	};
	struct victim victim;
	struct timespec now;
	__u64 deadline;
	__u32 from, to;
	char bytes[16];
	long whole;
	int file, i, try;

	attack_begin(argc, argv);
	victim_start(&victim, act);
	file = device_open();
	from = private_box(file);
	to = private_box(file);

	for (try = 0; try < TRIES; try++) {
		clock_gettime(CLOCK_MONOTONIC, &now);
		deadline = now.tv_sec * 1000000000ULL + now.tv_nsec + DEADLINE * 1000000ULL;
		for (i = 0; i < PARCELS; i++)
			must("send", parcel_send_until(file, from, deadline));
		for (i = 0; i < PARCELS; i++)
			must("move", parcel_move(file, from, to));
		for (i = 0; i < PARCELS; i++)
			must("receive", parcel_receive(file, to, bytes, sizeof(bytes),
						       PARCEL_DONTWAIT));

		if (try)
			must("let the victim send", victim_do(&victim, SEND));
		nanosleep(&pause, NULL);
		if (!try)
			continue;
		whole = victim_do(&victim, RECEIVE);
		if (whole != VICTIMS)
			achieved("corrupts", "%ld of another process's %d parcels are whole",
				 whole, VICTIMS);
	}
	refused("every parcel is whole, and nothing happens when the deadline passes");
}
