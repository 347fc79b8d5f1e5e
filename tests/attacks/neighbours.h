/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the attacks share that write beyond the end of an object: a victim's parcels lie around it,
 * and afterwards the victim looks whether they are what it sent.
 *
 * Sixteen bytes too many do not reach the allocator's own pointer, which a free object has in its
 * middle, and behind the last object of a page of this size there is nothing.
 */
#ifndef NEIGHBOURS_H
#define NEIGHBOURS_H

#include <string.h>

#include "attack.h"

#define SIZE		96	/* bytes of the object and of its neighbours */
#define TOO_MANY	16
#define ROUNDS		60
#define NEIGHBOURS	4	/* parcels that the victim sends in each round */

static const char forged[TOO_MANY] = "forged by me";

enum { SEND, LOOK };

static inline long neighbours_act(struct victim_state *state, int command)
{
	char bytes[SIZE] = "";
	long changed = 0;
	int i, result;

	if (command == SEND) {
		memcpy(bytes, state->secret, SECRET_SIZE);
		for (i = 0; i < NEIGHBOURS; i++) {
			result = parcel_send(state->file, state->box, bytes, SIZE, NULL, 0);
			if (result < 0)
				return result;
		}
		return 0;
	}
	for (i = 0; i < ROUNDS * NEIGHBOURS; i++) {
		result = parcel_receive(state->file, state->box, bytes, SIZE, PARCEL_DONTWAIT);
		if (result < 0)
			return result;
		changed += !memcmp(bytes, forged, TOO_MANY);
	}
	return changed;
}

/* Calls @overflow among the victim's parcels, and tells what came of it. */
__noreturn static inline void overwrite_neighbours(int (*overflow)(int file, __u32 box))
{
	static const char good[SIZE] = "good";
	struct victim victim;
	int file, i, result;
	long changed;
	__u32 box;

	victim_start(&victim, neighbours_act);
	file = device_open();
	box = private_box(file);
	must("send", parcel_send(file, box, good, SIZE, NULL, 0));
	for (i = 0; i < ROUNDS; i++) {
		must("let the victim send", victim_do(&victim, SEND));
		result = overflow(file, box);
	}
	changed = victim_do(&victim, LOOK);
	must("let the victim receive", changed);
	if (changed)
		achieved("corrupts", "%ld parcels of another process begin with my bytes", changed);
	if (result >= 0)
		could_not("nothing was refused, and nothing changed");
	refused("%s, and each parcel is what was sent", error_name(result));
}

#endif /* NEIGHBOURS_H */
