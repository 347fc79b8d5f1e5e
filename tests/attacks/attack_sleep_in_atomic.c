// SPDX-License-Identifier: GPL-2.0-only
/*
 * Peek at a long parcel, into a page that has not been touched yet: the kernel must fetch it, which
 * may take as long as a disk does. Under a spinlock nobody may sleep, so the copy fails, though the
 * memory is there for whoever asks politely.
 */
#define _GNU_SOURCE
#include <string.h>
#include <sys/mman.h>

#include "attack.h"

#define LENGTH	30000

int main(int argc, char **argv)
{
	static char bytes[LENGTH];
	int file, result;
	char *fresh;
	__u32 box;

	attack_begin(argc, argv);
	file = device_open();
	box = private_box(file);
	memset(bytes, 'x', LENGTH);
	must("send", parcel_send(file, box, bytes, LENGTH, NULL, 0));
	fresh = mmap(NULL, LENGTH, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (fresh == MAP_FAILED)
		could_not("mmap: %s", error_name(errno));

	result = parcel_receive(file, box, fresh, LENGTH, PARCEL_PEEK);
	if (result == LENGTH && !memcmp(fresh, bytes, LENGTH)) {
		must("unlink", box_unlink(file, box));
		refused("the page was fetched without a lock held, and the whole parcel came");
	}
	if (result != -EFAULT)
		could_not("the peek gave %d", result);
	memset(fresh, 0, LENGTH);
	result = parcel_receive(file, box, fresh, LENGTH, PARCEL_PEEK);
	if (result != LENGTH)
		could_not("the page was touched, and the peek gave %d", result);
	achieved("wrong result", "EFAULT for memory of my own, until I touched it");
}
