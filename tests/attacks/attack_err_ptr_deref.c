// SPDX-License-Identifier: GPL-2.0-only
/*
 * A record of a parcel that does not exist. The lookup says EBADF in the way of the kernel, as a
 * pointer that is no address, and the caller asks only whether it is NULL.
 */
#include "attack.h"

#define NO_HANDLE	12345

int main(int argc, char **argv)
{
	static const struct parcel_record record = { .length = 4 };
	char bytes[4] = "yes";
	int file, result;
	__u32 box;

	attack_begin(argc, argv);
	file = device_open();
	box = private_box(file);
	must("send", parcel_send(file, box, bytes, sizeof(bytes), &record, 1));
	must("read a record",
	     parcel_read_record(file, parcel_take(file, box), 0, bytes, sizeof(bytes)));
	result = parcel_read_record(file, NO_HANDLE, 0, bytes, sizeof(bytes));
	if (result >= 0)
		could_not("%d bytes of a parcel that does not exist", result);
	refused("%s", error_name(result));
}
