// SPDX-License-Identifier: GPL-2.0-only
/*
 * Take parcels, and let the kernel fail to say under which number: it gives up, and forgets the
 * parcel that it had already taken out of the box. No process has it, and no limit counts it.
 */
#include <string.h>
#include <unistd.h>

#include "attack.h"

#define PARCELS		1024
#define ENOUGH		(PARCELS / 16 / 2)	/* MiB: half of what they take */

static char bytes[PARCEL_MAX_LENGTH];

int main(int argc, char **argv)
{
	struct parcel_take take = { }, *untold;
	long before, gone, result = 0;
	int file, i, kept = 0;

	attack_begin(argc, argv);
	file = device_open();
	take.handle = private_box(file);
	untold = read_only(&take, sizeof(take));
	memset(bytes, 'x', sizeof(bytes));

	before = available_memory();
	for (i = 0; i < PARCELS; i++) {
		must("send", parcel_send(file, take.handle, bytes, sizeof(bytes), NULL, 0));
		result = device_call(file, PARCEL_IOC_TAKE, untold);
		if (result != -EFAULT)
			could_not("a take that cannot be told says %ld", result);
		kept += parcel_receive(file, take.handle, bytes, sizeof(bytes),
				       PARCEL_DONTWAIT) == sizeof(bytes);
	}
	must("unlink", box_unlink(file, take.handle));
	close(file);

	gone = before - available_memory();
	if (gone > ENOUGH)
		achieved("exhausts", "%ld MiB of the kernel's memory are gone, %s", gone,
			 "and I have closed everything");
	if (kept != PARCELS)
		could_not("%d of %d parcels were kept", kept, PARCELS);
	refused("%s, and each parcel was still in its box", error_name(result));
}
