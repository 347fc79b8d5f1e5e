// SPDX-License-Identifier: GPL-2.0-only
/*
 * Read a register that the device does not have, far beyond its memory.
 */
#define _GNU_SOURCE
#include "attack.h"

int main(int argc, char **argv)
{
	struct edu_register request;
	int file, i;

	attack_begin(argc, argv);
	file = device_open();
	for (i = 1; i < 64; i++) {
		request = (struct edu_register){ .index = i * 0x4000000U - 1 };
		if (ioctl(file, EDU_IOC_REGISTER, &request))
			refused("%s, for a register that there is not", error_name(errno));
	}
	achieved("leaks", "what is mapped beyond the device: %#x", request.value);
}
