// SPDX-License-Identifier: GPL-2.0-only
/*
 * Situation: limit -EMFILE, -ENOSPC or -EDQUOT. The limits are module parameters.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <sys/wait.h>

#include "../harness.h"

#include "calls.h"

enum { SOMEBODY = 2001 };

static void parameter_path(char path[128], const char *name)
{
	snprintf(path, 128, "/sys/module/%s/parameters/%s", driver(), name);
}

static long get_limit(const char *name)
{
	char path[128];
	long value = -1;
	FILE *file;

	parameter_path(path, name);
	file = fopen(path, "re");
	if (file) {
		if (fscanf(file, "%ld", &value) != 1)
			value = -1;
		fclose(file);
	}
	return value;
}

static long set_limit(const char *name, long value)
{
	char path[128], text[32];
	long result;
	int file;

	parameter_path(path, name);
	file = open(path, O_WRONLY | O_CLOEXEC);
	if (file < 0)
		return -errno;
	result = with_errno(write(file, text, snprintf(text, sizeof(text), "%ld\n", value)));
	close(file);
	return result < 0 ? result : 0;
}

static const char *const names[] = {
	"max_boxes", "max_boxes_per_user", "max_bytes", "max_bytes_per_user", "max_files_per_user",
	"max_deadlines_per_user", "max_handles",
};

/* The device as somebody else opens it; as ourselves if we are not root. */
static int open_as(uid_t uid)
{
	int file;

	if (!geteuid() && seteuid(uid))
		return -errno;
	file = device_open(O_NONBLOCK);
	return !getuid() && seteuid(0) ? -errno : file;
}

FIXTURE(limits) {
	long were[ARRAY_SIZE(names)];
	int file;		/* ours */
	int theirs;		/* that of SOMEBODY, who is not root */
};

FIXTURE_SETUP(limits)
{
	/* A limit that is not there fails the tests that set it, and no other. */
	for (unsigned int i = 0; i < ARRAY_SIZE(names); i++)
		self->were[i] = get_limit(names[i]);
	self->file = device_open(O_NONBLOCK);
	ASSERT_LE(0, self->file);
	self->theirs = open_as(SOMEBODY);
	ASSERT_LE(0, self->theirs);
}

/* Boxes that have a name live on: the next test would find them. */
FIXTURE_TEARDOWN(limits)
{
	for (long handle = 1; handle <= 1024; handle++) {
		unlink_box(self->file, handle);
		unlink_box(self->theirs, handle);
	}
	for (unsigned int i = 0; !geteuid() && i < ARRAY_SIZE(names); i++)
		if (self->were[i] > 0)
			set_limit(names[i], self->were[i]);
}

static long create_any(int file, __u64 bytes, __u32 *handle)
{
	char name[PARCEL_NAME_SIZE];

	new_name(name);
	return create_box(file, name, 0600, 0, bytes, handle);
}

TEST_F(limits, only_root_sets_them)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(names); i++) {
		EXPECT_EQ(geteuid() ? -EACCES : 0, set_limit(names[i], self->were[i]));
		EXPECT_EQ(self->were[i], get_limit(names[i]));
	}
}

/* As many handles as max_handles said when the file was opened, of both kinds together. */
TEST_F(limits, handles_of_a_file)
{
	__u32 box, handle, parcel;
	struct parcel_stat stat;
	long count = 0;
	int err;

	ASSERT_EQ(0, create_any(self->file, 0, &box));
	ASSERT_EQ(0, stat_handle(self->file, box, &stat));
	ASSERT_EQ(0, send_to(self->file, box, "abc", 3));
	do {
		err = open_box(self->file, stat.name, PARCEL_RIGHTS, &handle);
		count++;
	} while (!err);
	EXPECT_EQ(-EMFILE, err);
	EXPECT_EQ(get_limit("max_handles"), count);
	/* Nothing is lost: the parcel stays, and the name stays free. */
	EXPECT_EQ(-EMFILE, take_from(self->file, box, &parcel));
	EXPECT_EQ(-EMFILE, create_any(self->file, 0, &handle));
	ASSERT_EQ(0, stat_handle(self->file, box, &stat));
	EXPECT_EQ(1, stat.queued_parcels);
	EXPECT_EQ(0, stat.received);
	/* One goes, one comes. */
	ASSERT_EQ(0, close_handle(self->file, box - 1 ? box - 1 : box + 1));
	EXPECT_EQ(3, take_from(self->file, box, &parcel));
	EXPECT_EQ(-EMFILE, open_box(self->file, stat.name, PARCEL_RIGHTS, &handle));
	EXPECT_EQ(0, unlink_box(self->file, box));
}

TEST_F(limits, handles_of_the_next_file)
{
	int file;
	__u32 box;

	if (geteuid())
		SKIP(return, "only root sets limits");
	ASSERT_EQ(0, set_limit("max_handles", 2));
	file = device_open(0);
	for (int i = 0; i < 2; i++)
		EXPECT_EQ(0, open_box(file, PARCEL_DEFAULT_NAME, 1, &box));
	EXPECT_EQ(-EMFILE, open_box(file, PARCEL_DEFAULT_NAME, 1, &box));
}

/* Boxes count against their owner until the last one who has them lets go. */
TEST_F(limits, boxes_of_a_user)
{
	__u32 boxes[3], another;
	int file;

	if (geteuid())
		SKIP(return, "only root sets limits");
	ASSERT_EQ(0, set_limit("max_boxes_per_user", 3));
	for (int i = 0; i < 3; i++)
		ASSERT_EQ(0, create_any(self->theirs, 0, &boxes[i]));
	EXPECT_EQ(-EDQUOT, create_any(self->theirs, 0, &another));
	/* With another file it is the same user; somebody else is not; root may exceed it. */
	EXPECT_EQ(-EDQUOT, create_any(open_as(SOMEBODY), 0, &another));
	file = open_as(SOMEBODY + 1);
	EXPECT_EQ(0, create_any(file, 0, &another));
	EXPECT_EQ(0, unlink_box(file, another));
	for (int i = 0; i < 4; i++)
		EXPECT_EQ(0, create_any(self->file, 0, &another));
	/* Unlinked, but there. */
	ASSERT_EQ(0, unlink_box(self->theirs, boxes[0]));
	EXPECT_EQ(-EDQUOT, create_any(self->theirs, 0, &another));
	ASSERT_EQ(0, close_handle(self->theirs, boxes[0]));
	EXPECT_EQ(0, create_any(self->theirs, 0, &another));
	EXPECT_EQ(-EDQUOT, create_any(self->theirs, 0, &another));
}

/*
 * Made by SOMEBODY: a user namespace in which two users are, one after the other. Each wants a box.
 * The exit status says which of the two steps was otherwise than a limit of one box makes it.
 */
static int two_users_of_somebody(int made, int mapped)
{
	__u32 box, another;
	int file;
	char byte;

	if (setresuid(SOMEBODY, SOMEBODY, SOMEBODY) || unshare(CLONE_NEWUSER) ||
	    write(made, "", 1) != 1 || read(mapped, &byte, 1) != 1)
		return 10;
	file = device_open(O_NONBLOCK);
	if (create_any(file, 0, &box))
		return 11;
	if (setresuid(1, 1, 1))
		return 12;
	if (create_any(device_open(O_NONBLOCK), 0, &another) != -EDQUOT)
		return 13;
	return unlink_box(file, box) ? 14 : 0;
}

/* Who could make many users of himself would have the share of each. */
TEST_F(limits, a_user_who_is_many)
{
	int made[2], mapped[2], status, file;
	char path[64], byte;
	__u32 another;
	pid_t child;

	if (geteuid())
		SKIP(return, "only root sets limits");
	ASSERT_EQ(0, set_limit("max_boxes_per_user", 1));
	ASSERT_EQ(0, pipe(made));
	ASSERT_EQ(0, pipe(mapped));
	child = fork();
	if (!child)
		_exit(two_users_of_somebody(made[1], mapped[0]));
	close(made[1]);
	ASSERT_EQ(1, read(made[0], &byte, 1));
	snprintf(path, sizeof(path), "/proc/%d/uid_map", child);
	file = open(path, O_WRONLY | O_CLOEXEC);
	EXPECT_LT(0, dprintf(file, "0 %d 1\n1 %d 1\n", SOMEBODY, SOMEBODY + 1));
	EXPECT_EQ(1, write(mapped[1], "", 1));
	ASSERT_EQ(child, waitpid(child, &status, 0));
	EXPECT_EQ(0, status);
	/* The same two, elsewhere, are two. */
	EXPECT_EQ(0, create_any(self->theirs, 0, &another));
	file = open_as(SOMEBODY + 1);
	EXPECT_EQ(0, create_any(file, 0, &another));
	EXPECT_EQ(0, unlink_box(file, another));
}

/* Situation: one user's share. What the boxes of a user may hold, and what it took out of boxes. */
TEST_F(limits, bytes_of_a_user)
{
	const long box_cost = 4096 + PARCEL_DEFAULT_BOX_PARCELS * PARCEL_OVERHEAD;
	const long parcel_cost = 3 + PARCEL_OVERHEAD;
	__u32 box, another, parcels[2];
	struct parcel_stat stat;
	char bytes[16];

	if (geteuid())
		SKIP(return, "only root sets limits");
	ASSERT_EQ(0, set_limit("max_bytes_per_user", box_cost + parcel_cost));
	ASSERT_EQ(0, create_any(self->theirs, 4096, &box));
	EXPECT_EQ(-EDQUOT, create_any(self->theirs, 4096, &another));
	EXPECT_EQ(0, create_any(self->file, 1 << 20, &another));
	for (int i = 0; i < 2; i++)
		ASSERT_EQ(0, send_to(self->theirs, box, "abc", 3));
	ASSERT_EQ(3, take_from(self->theirs, box, &parcels[0]));
	EXPECT_EQ(-EDQUOT, take_from(self->theirs, box, &parcels[1]));
	/* It is as before: the parcel stays, and who may have more takes it. */
	ASSERT_EQ(0, stat_handle(self->theirs, box, &stat));
	EXPECT_EQ(1, stat.queued_parcels);
	EXPECT_EQ(1, stat.received);
	/* To forward one, or to close it, gives it back: once, not when it is received, too. */
	ASSERT_EQ(0, forward_parcel(self->theirs, parcels[0], box, PARCEL_DONTWAIT));
	for (int i = 0; i < 2; i++)
		ASSERT_EQ(3, receive_from(self->theirs, box, bytes, sizeof(bytes)));
	for (int i = 0; i < 2; i++)
		ASSERT_EQ(0, send_to(self->theirs, box, "abc", 3));
	ASSERT_EQ(3, take_from(self->theirs, box, &parcels[0]));
	EXPECT_EQ(-EDQUOT, take_from(self->theirs, box, &parcels[1]));
	ASSERT_EQ(0, close_handle(self->theirs, parcels[0]));
	EXPECT_EQ(3, take_from(self->theirs, box, &parcels[1]));
	/* A forward that finds no room keeps the parcel, and what it counts. */
	for (int i = 0; i < PARCEL_DEFAULT_BOX_PARCELS; i++)
		ASSERT_EQ(0, send_to(self->theirs, box, "abc", 3));
	EXPECT_EQ(-EAGAIN, forward_parcel(self->theirs, parcels[1], box, PARCEL_DONTWAIT));
	EXPECT_EQ(-EDQUOT, take_from(self->theirs, box, &parcels[0]));
	ASSERT_EQ(0, close_handle(self->theirs, parcels[1]));
	EXPECT_EQ(3, take_from(self->theirs, box, &parcels[0]));
}

TEST_F(limits, files_of_a_user)
{
	int files[3];

	if (geteuid())
		SKIP(return, "only root sets limits");
	/* It has one. */
	ASSERT_EQ(0, set_limit("max_files_per_user", 3));
	for (int i = 0; i < 2; i++) {
		files[i] = open_as(SOMEBODY);
		EXPECT_LE(0, files[i]);
	}
	EXPECT_EQ(-EDQUOT, open_as(SOMEBODY));
	files[2] = open_as(SOMEBODY + 1);
	EXPECT_LE(0, files[2]);
	EXPECT_LE(0, device_open(0));
	close(files[0]);
	files[0] = open_as(SOMEBODY);
	EXPECT_LE(0, files[0]);
	for (int i = 0; i < 3; i++)
		close(files[i]);
}

TEST_F(limits, deadlines_of_a_user)
{
	const __u64 later = now_ns() + 3600000000000ull;
	__u32 box, parcel;
	char bytes[16];

	if (geteuid())
		SKIP(return, "only root sets limits");
	ASSERT_EQ(0, set_limit("max_deadlines_per_user", 2));
	ASSERT_EQ(0, create_any(self->theirs, 0, &box));
	for (int i = 0; i < 2; i++)
		ASSERT_EQ(0, send_parcel(self->theirs, box, "abc", 3, 0, later));
	EXPECT_EQ(-EDQUOT, send_parcel(self->theirs, box, "abc", 3, 0, later));
	EXPECT_EQ(0, send_parcel(self->theirs, box, "abc", 3, 0, 0));
	/* Until it is gone: received, closed, or late. */
	ASSERT_EQ(3, take_from(self->theirs, box, &parcel));
	EXPECT_EQ(-EDQUOT, send_parcel(self->theirs, box, "abc", 3, 0, later));
	ASSERT_EQ(0, close_handle(self->theirs, parcel));
	EXPECT_EQ(0, send_parcel(self->theirs, box, "abc", 3, 0, later));
	EXPECT_EQ(-EDQUOT, send_parcel(self->theirs, box, "abc", 3, 0, later));
	EXPECT_EQ(3, receive_from(self->theirs, box, bytes, sizeof(bytes)));
	EXPECT_EQ(0, send_parcel(self->theirs, box, "abc", 3, 0, later));
}

/* One user cannot fill the device: an eighth of it is for who may exceed limits. */
TEST_F(limits, the_administrator_has_a_reserve)
{
	__u32 another;
	int err;

	if (geteuid())
		SKIP(return, "only root sets limits");
	ASSERT_EQ(0, set_limit("max_boxes", 80));
	do {
		err = create_any(self->theirs, 1, &another);
	} while (!err);
	EXPECT_EQ(-ENOSPC, err);
	for (int i = 0; i < 10; i++)
		EXPECT_EQ(0, create_any(self->file, 1, &another));
	ASSERT_EQ(0, set_limit("max_boxes", self->were[0]));
	ASSERT_EQ(0, set_limit("max_bytes", 32 << 20));
	do {
		err = create_any(self->theirs, 1 << 20, &another);
	} while (!err);
	EXPECT_EQ(-ENOSPC, err);
	EXPECT_EQ(0, create_any(self->file, 3 << 20, &another));
}

/* What a user leaves behind is found by number, and unlinked with the capability. */
TEST_F(limits, boxes_that_are_left_are_found)
{
	struct parcel_stat stat = { };
	char name[PARCEL_NAME_SIZE] = "left-";
	unsigned int found = 0;
	__u32 left, handle;

	for (name[5] = '0'; name[5] < '3'; name[5]++)
		ASSERT_EQ(0, create_box(self->theirs, name, 0600, 0, 0, &left));
	close(self->theirs);
	self->theirs = open_as(SOMEBODY);
	for (;;) {
		long err;

		stat.flags = PARCEL_STAT_NEXT;
		err = call(self->file, PARCEL_IOC_STAT, &stat);
		if (err) {
			EXPECT_EQ(-ENOENT, err);
			break;
		}
		EXPECT_EQ(PARCEL_KIND_BOX, stat.kind);
		if (strncmp(stat.name, "left-", 5))
			continue;
		found++;
		EXPECT_EQ(getuid() ? getuid() : SOMEBODY, stat.uid);
		EXPECT_EQ(0600, stat.mode);
		ASSERT_EQ(0, open_box(self->file, stat.name, PARCEL_RIGHT_ADMIN, &handle));
		EXPECT_EQ(0, unlink_box(self->file, handle));
		EXPECT_EQ(0, close_handle(self->file, handle));
	}
	EXPECT_EQ(3, found);
}

/* A box that nobody can reach any more is gone at once, whatever its parcels wait for. */
TEST_F(limits, a_deadline_keeps_no_box)
{
	__u32 box, another;

	if (geteuid())
		SKIP(return, "only root sets limits");
	ASSERT_EQ(0, set_limit("max_boxes_per_user", 1));
	for (int unlink_last = 0; unlink_last < 2; unlink_last++) {
		__u32 admin = 0;
		struct parcel_stat stat;

		ASSERT_EQ(0, create_any(self->theirs, 0, &box));
		ASSERT_EQ(0, stat_handle(self->theirs, box, &stat));
		ASSERT_EQ(0, send_parcel(self->theirs, box, "later", 5, 0,
					 now_ns() + 3600000000000ull));
		EXPECT_EQ(-EDQUOT, create_any(self->theirs, 0, &another));
		if (unlink_last) {
			ASSERT_EQ(0, open_box(self->theirs, stat.name, PARCEL_RIGHT_ADMIN, &admin));
			ASSERT_EQ(0, close_handle(self->theirs, box));
			ASSERT_EQ(0, unlink_box(self->theirs, admin));
			ASSERT_EQ(0, close_handle(self->theirs, admin));
		} else {
			ASSERT_EQ(0, unlink_box(self->theirs, box));
			ASSERT_EQ(0, close_handle(self->theirs, box));
		}
	}
	EXPECT_EQ(0, create_any(self->theirs, 0, &another));
}

/* The default box and those of others are there too, so this looks from full to full. */
TEST_F(limits, boxes)
{
	__u32 box = 0, another = 0;
	int err;

	if (geteuid())
		SKIP(return, "only root sets limits");
	ASSERT_EQ(0, set_limit("max_boxes", 40));
	do {
		box = another;
		err = create_any(self->file, 0, &another);
	} while (!err);
	EXPECT_EQ(-ENOSPC, err);
	ASSERT_EQ(0, unlink_box(self->file, box));
	EXPECT_EQ(-ENOSPC, create_any(self->file, 0, &another));
	ASSERT_EQ(0, close_handle(self->file, box));
	EXPECT_EQ(0, create_any(self->file, 0, &another));
	EXPECT_EQ(-ENOSPC, create_any(self->file, 0, &another));
}

TEST_F(limits, bytes)
{
	__u32 box = 0, another = 0;
	int err;

	if (geteuid())
		SKIP(return, "only root sets limits");
	ASSERT_EQ(0, set_limit("max_bytes", 32 << 20));
	do {
		box = another;
		err = create_any(self->file, 1 << 20, &another);
	} while (!err);
	EXPECT_EQ(-ENOSPC, err);
	ASSERT_EQ(0, unlink_box(self->file, box));
	ASSERT_EQ(0, close_handle(self->file, box));
	EXPECT_EQ(-ENOSPC, create_any(self->file, 2 << 20, &another));
	EXPECT_EQ(0, create_any(self->file, 1 << 20, &another));
	EXPECT_EQ(-ENOSPC, create_any(self->file, 1 << 20, &another));
}

TEST_HARNESS_MAIN
