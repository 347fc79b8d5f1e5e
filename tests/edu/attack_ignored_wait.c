// SPDX-License-Identifier: GPL-2.0-only
/*
 * Give up in the middle of a transfer. What is read then is not what the device has.
 */
#define _GNU_SOURCE
#include "attack.h"

int main(int argc, char **argv)
{
	unsigned char bytes[64];
	ssize_t length;
	int file, i;

	attack_begin(argc, argv);
	file = device_open();
	memset(bytes, 'x', sizeof(bytes));
	must("write", pwrite(file, bytes, sizeof(bytes), 256) < 0 ? -errno : 0);
	/* It may come before the device is at work, or when it is done. */
	for (i = 0, bytes[0] = 'x'; i < 50 && bytes[0] == 'x'; i++) {
		memset(bytes, 'y', sizeof(bytes));
		edu_alarm(20);
		length = pread(file, bytes, sizeof(bytes), 256);
		if (length < 0)
			refused("%s, when a signal came", error_name(errno));
	}
	if (bytes[0] == 'x')
		could_not("the signal came too late");
	achieved("wrong result", "%zd bytes that the device does not have: %#x...", length,
		 bytes[0]);
}
