// SPDX-License-Identifier: GPL-2.0-only
/*
 * Situation: limit -EMFILE, -ENOSPC or -EDQUOT. The limits are module parameters.
 */
#define _GNU_SOURCE
#include <kselftest_harness.h>

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
	"max_boxes", "max_boxes_per_user", "max_bytes", "max_handles",
};

FIXTURE(limits) {
	long were[ARRAY_SIZE(names)];
	int file;
};

FIXTURE_SETUP(limits)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(names); i++) {
		self->were[i] = get_limit(names[i]);
		ASSERT_LT(0, self->were[i]);
	}
	self->file = device_open(O_NONBLOCK);
	ASSERT_LE(0, self->file);
}

/* Boxes that have a name live on: the next test would find them. */
FIXTURE_TEARDOWN(limits)
{
	if (!getuid())
		ASSERT_EQ(0, seteuid(0));
	for (long handle = 1; handle <= self->were[3]; handle++)
		unlink_box(self->file, handle);
	for (unsigned int i = 0; !geteuid() && i < ARRAY_SIZE(names); i++)
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

	if (geteuid())
		SKIP(return, "only root sets limits");
	ASSERT_EQ(0, set_limit("max_boxes_per_user", 3));
	ASSERT_EQ(0, seteuid(SOMEBODY));
	for (int i = 0; i < 3; i++)
		ASSERT_EQ(0, create_any(self->file, 0, &boxes[i]));
	EXPECT_EQ(-EDQUOT, create_any(self->file, 0, &another));
	ASSERT_EQ(0, seteuid(0));
	ASSERT_EQ(0, seteuid(SOMEBODY + 1));
	EXPECT_EQ(0, create_any(self->file, 0, &another));
	ASSERT_EQ(0, seteuid(0));
	ASSERT_EQ(0, seteuid(SOMEBODY));
	/* Unlinked, but there. */
	ASSERT_EQ(0, unlink_box(self->file, boxes[0]));
	EXPECT_EQ(-EDQUOT, create_any(self->file, 0, &another));
	ASSERT_EQ(0, close_handle(self->file, boxes[0]));
	EXPECT_EQ(0, create_any(self->file, 0, &another));
	EXPECT_EQ(-EDQUOT, create_any(self->file, 0, &another));
	ASSERT_EQ(0, seteuid(0));
}

/* A box that nobody can reach any more is gone at once, whatever its parcels wait for. */
TEST_F(limits, a_deadline_keeps_no_box)
{
	__u32 box, another;

	if (geteuid())
		SKIP(return, "only root sets limits");
	ASSERT_EQ(0, set_limit("max_boxes_per_user", 1));
	ASSERT_EQ(0, seteuid(SOMEBODY));
	for (int unlink_last = 0; unlink_last < 2; unlink_last++) {
		__u32 admin = 0;
		struct parcel_stat stat;

		ASSERT_EQ(0, create_any(self->file, 0, &box));
		ASSERT_EQ(0, stat_handle(self->file, box, &stat));
		ASSERT_EQ(0, send_parcel(self->file, box, "later", 5, 0,
					 now_ns() + 3600000000000ull));
		EXPECT_EQ(-EDQUOT, create_any(self->file, 0, &another));
		if (unlink_last) {
			ASSERT_EQ(0, open_box(self->file, stat.name, PARCEL_RIGHT_ADMIN, &admin));
			ASSERT_EQ(0, close_handle(self->file, box));
			ASSERT_EQ(0, unlink_box(self->file, admin));
			ASSERT_EQ(0, close_handle(self->file, admin));
		} else {
			ASSERT_EQ(0, unlink_box(self->file, box));
			ASSERT_EQ(0, close_handle(self->file, box));
		}
	}
	EXPECT_EQ(0, create_any(self->file, 0, &another));
	ASSERT_EQ(0, seteuid(0));
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
