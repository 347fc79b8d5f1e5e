// SPDX-License-Identifier: GPL-2.0-only
/*
 * Write when the device has less time than it needs, and let the administrator unbind it: what
 * was mapped for it is mapped still.
 */
#define _GNU_SOURCE
#include "attack.h"

int main(int argc, char **argv)
{
	struct victim root;
	char bytes[16] = "";
	int file;

	edu_begin_beside_root(argc, argv, &root);
	must("let the administrator set the parameter", victim_do(&root, ROOT_SHORT_TIMEOUT));
	file = device_open();
	if (pwrite(file, bytes, sizeof(bytes), 0) >= 0 || errno != ETIMEDOUT)
		could_not("the device was fast");
	sleep(1);
	must("let the administrator set the parameter", victim_do(&root, ROOT_TIMEOUT));
	must("let the administrator unbind", victim_do(&root, ROOT_UNBIND));
	must("let the administrator bind", victim_do(&root, ROOT_BIND));
	refused("the device was unbound, and nothing was left mapped");
}
