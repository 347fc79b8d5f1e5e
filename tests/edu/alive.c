// SPDX-License-Identifier: GPL-2.0-only
/*
 * Does the driver still work?
 */
#define _GNU_SOURCE
#include "attack.h"

int main(int argc, char **argv)
{
	char bytes[8] = "alive?", back[8] = "";
	__u32 result = 0;
	int file, tries = 0;

	attack_begin(argc, argv);
	while (access(device_path(), F_OK) && tries++ < 500)
		usleep(10000);
	file = device_open();
	must("compute", edu_factorial(file, 5, &result));
	if (result != 120)
		could_not("5! is %u", result);
	must("write", pwrite(file, bytes, sizeof(bytes), 64) < 0 ? -errno : 0);
	must("read", pread(file, back, sizeof(back), 64) < 0 ? -errno : 0);
	if (memcmp(bytes, back, sizeof(bytes)))
		could_not("what was written is not there");
	printf("alive\n");
	return 0;
}
