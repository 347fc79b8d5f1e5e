// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sender, owner and group are told in the namespaces of who asks.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <sys/wait.h>

#include "../harness.h"

#include "calls.h"

enum { OVERFLOW_ID = 65534, INSIDE = 4321 };

static bool write_file(const char *path, const char *text)
{
	int file = open(path, O_WRONLY | O_CLOEXEC);
	bool written = file >= 0 && write(file, text, strlen(text)) == (ssize_t)strlen(text);

	if (file >= 0)
		close(file);
	return written;
}

/* A user namespace in which our user is called @inside. */
static bool enter_user_namespace(uid_t inside)
{
	uid_t uid = geteuid();
	gid_t gid = getegid();
	char map[64];

	if (unshare(CLONE_NEWUSER))
		return false;
	snprintf(map, sizeof(map), "%u %u 1", inside, uid);
	if (!write_file("/proc/self/uid_map", map) || !write_file("/proc/self/setgroups", "deny"))
		return false;
	snprintf(map, sizeof(map), "%u %u 1", inside, gid);
	return write_file("/proc/self/gid_map", map);
}

FIXTURE(namespaces) {
	int file;
	char name[PARCEL_NAME_SIZE];
	__u32 box;
};

FIXTURE_SETUP(namespaces)
{
	self->file = device_open(O_NONBLOCK);
	ASSERT_LE(0, self->file);
	new_name(self->name);
	ASSERT_EQ(0, create_box(self->file, self->name, 0666, 0, 0, &self->box));
}

FIXTURE_TEARDOWN(namespaces)
{
	EXPECT_EQ(0, unlink_box(self->file, self->box));
	close(self->file);
}

static int exit_status(pid_t child)
{
	int status = -1;

	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* The sender sits in a pid namespace below ours: each sees the other as it sees it elsewhere. */
TEST_F(namespaces, sender_in_a_pid_namespace)
{
	struct parcel_info info;
	char bytes[16];
	pid_t child, below;
	int told[2];

	ASSERT_EQ(0, pipe(told));
	ASSERT_EQ(0, send_to(self->file, self->box, "above", 5));
	child = fork();
	if (!child) {
		if (!enter_user_namespace(INSIDE) || unshare(CLONE_NEWPID))
			_exit(10);
		below = fork();
		if (!below) {
			if (getpid() != 1)
				_exit(20);
			int file = device_open(O_NONBLOCK);
			__u32 box;

			if (open_box(file, self->name, 3, &box))
				_exit(24);
			/* From above: not visible here. */
			if (receive_info(self->file, self->box, bytes, 16, 0, &info) != 5 ||
			    info.pid != 0)
				_exit(21);
			if (send_to(file, box, "self", 4) ||
			    receive_info(self->file, self->box, bytes, 16, 0, &info) != 4 ||
			    info.pid != 1)
				_exit(22);
			_exit(send_to(file, box, "below", 5) ? 23 : 0);
		}
		if (write(told[1], &below, sizeof(below)) != sizeof(below))
			_exit(11);
		_exit(exit_status(below));
	}
	ASSERT_EQ(sizeof(below), read(told[0], &below, sizeof(below)));
	ASSERT_EQ(0, exit_status(child));
	/* The number that its parent here knew it by, though it has gone: nobody has it now. */
	ASSERT_EQ(5, receive_info(self->file, self->box, bytes, 16, PARCEL_PEEK, &info));
	EXPECT_EQ(0, memcmp(bytes, "below", 5));
	if (info.pid)
		EXPECT_EQ((__u32)below, info.pid);
}

/* While it lives, who is above sees it by its number there. */
TEST_F(namespaces, sender_that_lives_in_a_pid_namespace)
{
	int told[2], go[2];
	struct parcel_info info;
	char bytes[16];
	pid_t child, below;

	ASSERT_EQ(0, pipe(told));
	ASSERT_EQ(0, pipe(go));
	child = fork();
	if (!child) {
		if (!enter_user_namespace(INSIDE) || unshare(CLONE_NEWPID))
			_exit(10);
		below = fork();
		if (!below) {
			int file = device_open(O_NONBLOCK);
			__u32 box;

			if (open_box(file, self->name, PARCEL_RIGHT_SEND, &box) ||
			    send_to(file, box, "below", 5))
				_exit(20);
			read(go[0], bytes, 1);
			_exit(0);
		}
		if (write(told[1], &below, sizeof(below)) != sizeof(below))
			_exit(11);
		_exit(exit_status(below));
	}
	ASSERT_EQ(sizeof(below), read(told[0], &below, sizeof(below)));
	while (receive_info(self->file, self->box, bytes, 16, PARCEL_PEEK, &info) == -EAGAIN)
		pause_ms(1);
	EXPECT_EQ((__u32)below, info.pid);
	EXPECT_EQ(1, write(go[1], "", 1));
	EXPECT_EQ(0, exit_status(child));
}

/* Sender, owner and group have other names in a user namespace. */
TEST_F(namespaces, user_namespace)
{
	uid_t uid = geteuid();
	struct parcel_info info;
	struct parcel_stat stat;
	char bytes[16];
	pid_t child;

	ASSERT_EQ(0, send_to(self->file, self->box, "above", 5));
	child = fork();
	if (!child) {
		if (!enter_user_namespace(INSIDE))
			_exit(10);
		if (receive_info(self->file, self->box, bytes, 16, 0, &info) != 5 ||
		    info.uid != INSIDE)
			_exit(11);
		if (stat_handle(self->file, self->box, &stat) || stat.uid != INSIDE ||
		    stat.gid != INSIDE)
			_exit(12);
		_exit(send_to(self->file, self->box, "below", 5) ? 13 : 0);
	}
	ASSERT_EQ(0, exit_status(child));
	ASSERT_EQ(5, receive_info(self->file, self->box, bytes, 16, 0, &info));
	EXPECT_EQ(uid, info.uid);
	EXPECT_EQ(0, stat_handle(self->file, self->box, &stat));
	EXPECT_EQ(uid, stat.uid);
	EXPECT_EQ(getegid(), stat.gid);
}

/* Situation: deadlines are in the caller's time namespace, where the clock is an hour ahead. */
TEST_F(namespaces, time_namespace)
{
	const __u64 hour = 3600 * 1000000000ull;
	__u64 soon = now_ns() + 60 * 1000000000ull;
	struct parcel_info info;
	char bytes[16];
	pid_t child;

	if (access("/proc/self/ns/time", F_OK))
		SKIP(return, "there are no time namespaces");
	ASSERT_EQ(0, send_parcel(self->file, self->box, "above", 5, 0, soon));
	child = fork();
	if (!child) {
		if (!enter_user_namespace(0) || unshare(CLONE_NEWTIME) ||
		    !write_file("/proc/self/timens_offsets", "monotonic 3600 0"))
			_exit(10);
		child = fork();
		if (child)
			_exit(exit_status(child));
		if (now_ns() < soon)
			_exit(11);
		if (receive_info(self->file, self->box, bytes, 16, 0, &info) != 5 ||
		    info.deadline != soon + hour)
			_exit(12);
		/* A minute from now above is long ago here. */
		if (send_parcel(self->file, self->box, "below", 5, 0, soon) != -ETIME)
			_exit(13);
		if (send_parcel(self->file, self->box, "below", 5, 0, soon + hour))
			_exit(14);
		/* What never comes, and what has always been, are the same everywhere. */
		if (send_parcel(self->file, self->box, "never", 5, 0, -1ull) ||
		    send_parcel(self->file, self->box, "past", 4, 0, 1) != -ETIME)
			_exit(15);
		_exit(0);
	}
	ASSERT_EQ(0, exit_status(child));
	ASSERT_EQ(5, receive_info(self->file, self->box, bytes, 16, 0, &info));
	EXPECT_EQ(0, memcmp(bytes, "below", 5));
	EXPECT_EQ(soon, info.deadline);
	ASSERT_EQ(5, receive_info(self->file, self->box, bytes, 16, 0, &info));
	EXPECT_LT(1ull << 62, info.deadline);
}

/* Who has no name there is the overflow user. */
TEST_F(namespaces, user_without_a_name_there)
{
	struct parcel_info info;
	struct parcel_stat stat;
	char bytes[16];
	pid_t child;

	ASSERT_EQ(0, send_to(self->file, self->box, "above", 5));
	child = fork();
	if (!child) {
		if (unshare(CLONE_NEWUSER))
			_exit(10);
		if (receive_info(self->file, self->box, bytes, 16, 0, &info) != 5 ||
		    info.uid != OVERFLOW_ID)
			_exit(11);
		if (stat_handle(self->file, self->box, &stat) || stat.uid != OVERFLOW_ID ||
		    stat.gid != OVERFLOW_ID)
			_exit(12);
		_exit(0);
	}
	EXPECT_EQ(0, exit_status(child));
}

/* The root of a user namespace is not the root of the machine. */
TEST_F(namespaces, root_of_a_namespace_has_no_rights_here)
{
	pid_t child;
	__u32 handle;
	int file;

	if (!geteuid())
		SKIP(return, "the root of the machine owns the default box");
	child = fork();
	if (!child) {
		if (!enter_user_namespace(0) || geteuid())
			_exit(10);
		file = device_open(0);
		if (open_box(file, PARCEL_DEFAULT_NAME, PARCEL_RIGHT_ADMIN, &handle) != -EACCES)
			_exit(11);
		/* It still is the user that it was. */
		if (open_box(file, self->name, PARCEL_RIGHTS, &handle))
			_exit(12);
		_exit(0);
	}
	EXPECT_EQ(0, exit_status(child));
}

TEST_HARNESS_MAIN
