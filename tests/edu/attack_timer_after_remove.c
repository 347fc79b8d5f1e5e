// SPDX-License-Identifier: GPL-2.0-only
/*
 * Begin a transfer, which arms a watchdog, and let the administrator unbind the device before it
 * fires.
 */
#define _GNU_SOURCE
#include "attack.h"

int main(int argc, char **argv)
{
	struct victim root;
	char bytes[16];
	int file;

	edu_begin_beside_root(argc, argv, &root);
	file = device_open();
	must("read", pread(file, bytes, sizeof(bytes), 0) < 0 ? -errno : 0);
	close(file);
	must("let the administrator unbind", victim_do(&root, ROOT_UNBIND));
	sleep(4);
	must("let the administrator bind", victim_do(&root, ROOT_BIND));
	refused("the device was unbound, and nothing fired afterwards");
}
