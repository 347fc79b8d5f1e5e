// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who sends pays: what is queued is charged to the sender's memory cgroup until it is gone.
 */
#define _GNU_SOURCE
#include <sys/stat.h>
#include <sys/wait.h>

#include "../harness.h"

#include "calls.h"

#define GROUP	"/sys/fs/cgroup/parcel-test"
#define MB	1048576

static long group_write(const char *name, const char *text)
{
	int file = open(name, O_WRONLY | O_CLOEXEC);
	long result;

	if (file < 0)
		return -errno;
	result = with_errno(write(file, text, strlen(text)));
	close(file);
	return result < 0 ? result : 0;
}

static long current_bytes(void)
{
	FILE *file = fopen(GROUP "/memory.current", "re");
	long bytes = -1;

	if (file) {
		if (fscanf(file, "%ld", &bytes) != 1)
			bytes = -1;
		fclose(file);
	}
	return bytes;
}

/* A box with room for more than the test sends. The sender is a child in the group. */
FIXTURE(group) {
	int file;
	__u32 box;
};

FIXTURE_SETUP(group)
{
	char name[PARCEL_NAME_SIZE];

	if (geteuid())
		SKIP(return, "only root makes a cgroup");
	if (group_write("/sys/fs/cgroup/cgroup.subtree_control", "+memory"))
		SKIP(return, "there is no memory controller");
	ASSERT_EQ(0, mkdir(GROUP, 0755));
	self->file = device_open(O_NONBLOCK);
	ASSERT_LE(0, self->file);
	new_name(name);
	ASSERT_EQ(0, create_box(self->file, name, 0600, 1000, 16 * MB, &self->box));
}

FIXTURE_TEARDOWN(group)
{
	EXPECT_EQ(0, unlink_box(self->file, self->box));
	EXPECT_EQ(0, rmdir(GROUP));
}

/* In a child in the group: sends until something is in the way. Its status is the last errno. */
static pid_t start_sender(int file, __u32 box, int parcels)
{
	static char bytes[PARCEL_MAX_LENGTH];
	pid_t child = fork();
	long err = 0;

	if (child)
		return child;
	if (group_write(GROUP "/cgroup.procs", "0"))
		_exit(255);
	while (parcels-- && !err)
		err = send_to(file, box, bytes, sizeof(bytes));
	_exit(-err);
}

TEST_F(group, the_sender_is_charged)
{
	static char bytes[PARCEL_MAX_LENGTH];
	long empty, full;
	int status;

	ASSERT_EQ(0, waitpid(start_sender(self->file, self->box, 0), &status, 0) <= 0);
	ASSERT_EQ(0, status);
	empty = current_bytes();
	ASSERT_LE(0, empty);
	ASSERT_LT(0, waitpid(start_sender(self->file, self->box, 160), &status, 0));
	ASSERT_EQ(0, status);
	full = current_bytes();
	/* Ten megabytes, and no sender left: only the parcels. */
	EXPECT_LE(10 * MB, full - empty);
	/* We are not in the group; that we receive them gives it its memory back. */
	for (int i = 0; i < 160; i++)
		ASSERT_EQ(sizeof(bytes), receive_from(self->file, self->box, bytes, sizeof(bytes)));
	EXPECT_GE(empty + 1 * MB, current_bytes());
}

/* The limit of the group stops it, long before the box is full. It costs the sender, no other. */
TEST_F(group, the_limit_holds)
{
	struct parcel_stat stat;
	int status;

	ASSERT_EQ(0, group_write(GROUP "/memory.max", "6M"));
	ASSERT_LT(0, waitpid(start_sender(self->file, self->box, 256), &status, 0));
	EXPECT_TRUE((WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) ||
		    (WIFEXITED(status) && WEXITSTATUS(status) == ENOMEM)) {
		TH_LOG("status %#x", status);
	}
	ASSERT_EQ(0, stat_handle(self->file, self->box, &stat));
	EXPECT_GT(6 * MB, stat.queued_bytes);
	/* Whoever is not in the group can send. */
	EXPECT_EQ(0, send_to(self->file, self->box, "abc", 3));
}

TEST_HARNESS_MAIN
