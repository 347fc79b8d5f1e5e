// SPDX-License-Identifier: GPL-2.0-only
/*
 * Let the administrator unbind the device. Its interrupt is freed later than what the handler
 * uses, and may come in between; CONFIG_DEBUG_SHIRQ lets it come.
 */
#define _GNU_SOURCE
#include "attack.h"

int main(int argc, char **argv)
{
	struct victim root;
	int file;

	edu_begin_beside_root(argc, argv, &root);
	file = device_open();
	must("info", edu_id(file));
	close(file);
	must("let the administrator unbind", victim_do(&root, ROOT_UNBIND));
	must("let the administrator bind", victim_do(&root, ROOT_BIND));
	refused("the device was unbound, and bound again, and nothing came in between");
}
