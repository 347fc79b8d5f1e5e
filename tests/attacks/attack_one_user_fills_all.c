// SPDX-License-Identifier: GPL-2.0-only
/*
 * Make boxes as large as there can be, until the device has room for no other, and go away. The
 * boxes have names, and stay. Nobody else gets a box any more, not even root, and not of one byte.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "attack.h"

#define OTHER_UID	1001
#define FILES		40	/* open, since each has room for a limited number of handles */
#define BOXES		500	/* of one file */

enum { ROOT, OTHER };

/* Root makes the smallest box that there is, or lets another user do it. */
static long make_one(struct victim_state *state, int command)
{
	__u32 box;
	long result;

	if (command == OTHER && seteuid(OTHER_UID))
		return -errno;
	state->file = device_open();
	result = try_box(state->file, 1, &box);
	if (!result)
		result = box_unlink(state->file, box);
	close(state->file);
	if (command == OTHER && seteuid(0))
		return -errno;
	return result;
}

static long fill_box(int file, int number, __u64 bytes)
{
	struct parcel_create create = { .rights = RIGHTS_ALL, .capacity_bytes = bytes };

	snprintf(create.name, sizeof(create.name), "mine-%d", number);
	return device_call(file, PARCEL_IOC_CREATE, &create);
}

/* What is left for boxes: anybody may read the limit, and ask how large the first box is. */
static __u64 room(void)
{
	struct parcel_stat stat;
	char path[128];
	FILE *limit;
	__u64 bytes;
	__u32 box;
	int file;

	snprintf(path, sizeof(path), "/sys/module/%s/parameters/max_bytes", device_name());
	limit = fopen(path, "r");
	if (!limit || fscanf(limit, "%llu", &bytes) != 1)
		could_not("%s does not tell the limit", path);
	fclose(limit);
	file = device_open();
	must("open", box_open(file, PARCEL_DEFAULT_NAME, PARCEL_RIGHT_SEND, &box));
	must("stat", parcel_stat(file, box, &stat));
	close(file);
	return bytes - stat.capacity_bytes;
}

struct filled {
	int boxes;
	long result;
};

/*
 * No more than there is room for, as a create that fails might spoil the rest. If others have taken
 * of it, some do fail: then smaller ones.
 */
static void fill(struct filled *filled)
{
	__u64 left = room(), bytes = PARCEL_MAX_BOX_BYTES;
	int file = -1;

	while (left && bytes && filled->boxes < FILES * BOXES) {
		if (filled->boxes % BOXES == 0)
			file = device_open();
		if (bytes > left)
			bytes = left;
		filled->result = fill_box(file, filled->boxes, bytes);
		if (filled->result) {
			bytes /= 2;
			continue;
		}
		filled->boxes++;
		left -= bytes;
	}
}

/* They are still mine. */
static void unlink_all(int boxes)
{
	int i, file = device_open();
	char name[32];
	__u32 box;

	for (i = 0; i < boxes; i++) {
		snprintf(name, sizeof(name), "mine-%d", i);
		must("open", box_open(file, name, PARCEL_RIGHT_ADMIN, &box));
		must("unlink", box_unlink(file, box));
		must("close", handle_close(file, box));
	}
}

int main(int argc, char **argv)
{
	struct filled *filled = mmap(NULL, sizeof(*filled), PROT_READ | PROT_WRITE,
				     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	long for_root, for_other;
	struct victim root;
	pid_t child;
	int status;

	if (filled == MAP_FAILED)
		could_not("mmap: %s", error_name(errno));
	attack_begin_beside_root(argc, argv, &root, make_one);
	child = fork();
	if (child < 0)
		could_not("fork: %s", error_name(errno));
	if (!child) {
		fill(filled);
		_exit(0);
	}
	if (waitpid(child, &status, 0) != child || status)
		could_not("the boxes were not made");

	for_root = victim_do(&root, ROOT);
	if (for_root)
		achieved("exhausts", "%s for root, who wants a box of one byte: %d boxes are mine",
			 error_name(for_root), filled->boxes);
	for_other = victim_do(&root, OTHER);
	if (for_other)
		achieved("exhausts", "%s for another user: %d boxes are mine",
			 error_name(for_other), filled->boxes);
	unlink_all(filled->boxes);
	if (!filled->result)
		could_not("%d boxes did not fill the device", filled->boxes);
	refused("%s after %d boxes, and root and another user have room for theirs",
		error_name(filled->result), filled->boxes);
}
