// SPDX-License-Identifier: GPL-2.0-only
/*
 * Transfer something: the handler of the interrupt waits for memory. Nothing is seen of it where
 * memory is there.
 */
#define _GNU_SOURCE
#include "attack.h"

int main(int argc, char **argv)
{
	char bytes[16];
	int file;

	attack_begin(argc, argv);
	file = device_open();
	for (int i = 0; i < 3; i++)
		must("read", pread(file, bytes, sizeof(bytes), 0) < 0 ? -errno : 0);
	refused("three transfers, and nothing happened");
}
