// SPDX-License-Identifier: GPL-2.0-only
/*
 * Keep a file open while the administrator unbinds the device, and use it.
 */
#define _GNU_SOURCE
#include "attack.h"

int main(int argc, char **argv)
{
	struct victim root;
	int file, result;

	edu_begin_beside_root(argc, argv, &root);
	file = device_open();
	must("info", edu_id(file));
	must("let the administrator unbind", victim_do(&root, ROOT_UNBIND));
	result = edu_id(file);
	must("let the administrator bind", victim_do(&root, ROOT_BIND));
	if (result >= 0)
		achieved("leaks", "the registers of a device that is gone: %#x", result);
	refused("%s, for a device that was unbound", error_name(result));
}
