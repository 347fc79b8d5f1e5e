// SPDX-License-Identifier: GPL-2.0-only
/*
 * The administrator mistypes a parameter, and the device is not bound again. Its node is there
 * all the same; what it leads to was freed.
 */
#define _GNU_SOURCE
#include "attack.h"
#include <fcntl.h>

int main(int argc, char **argv)
{
	__u32 result = 0;
	struct victim root;
	int file, id, i;

	edu_begin_beside_root(argc, argv, &root);
	must("let the administrator unbind", victim_do(&root, ROOT_UNBIND));
	id = victim_do(&root, ROOT_NO_TIMEOUT);
	victim_do(&root, ROOT_BIND);
	if (id < 0)
		refused("%s, for a parameter that makes no sense", error_name(id));
	usleep(200000);
	for (i = 0; i < 8; i++) {
		file = open(device_path(), O_RDWR);
		if (file < 0)
			refused("%s, for a device that could not be bound", error_name(errno));
		id = edu_id(file);
		if (id < 0)
			refused("%s, for a device that could not be bound", error_name(id));
		if (edu_factorial(file, 3, &result) < 0 && errno != ETIMEDOUT)
			refused("%s, for a device that could not be bound", error_name(errno));
		close(file);
	}
	achieved("leaks", "a device that could not be bound answers: %#x", id);
}
