// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who may do what: owner, group and mode bits when a box is opened, the handle's rights from then
 * on, whoever has the file. And who one is: who opened the file.
 */
#define _GNU_SOURCE
#include <grp.h>
#include <linux/io_uring.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "../harness.h"

#include "calls.h"

enum { OWNER = 2001, MEMBER = 2002, STRANGER = 2003, GROUP = 3001, NO_GROUP = 3002 };

/* Root becomes somebody else, until the next time. */
static int become(uid_t uid)
{
	const gid_t group = GROUP;

	if (seteuid(0) || setgroups(uid == MEMBER, &group) ||
	    setegid(uid == OWNER ? GROUP : uid ? NO_GROUP : 0))
		return -errno;
	return with_errno(seteuid(uid));
}

/* Root opens the device as somebody else, and stays so. */
static int open_as(uid_t uid)
{
	int err = become(uid);

	return err ? err : device_open(O_NONBLOCK);
}

/* How often the process finds this in what it is told about the file. */
static int told_of(int file, const char *wanted)
{
	char path[64], line[256];
	int found = 0;
	FILE *info;

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", file);
	info = fopen(path, "re");
	if (!info)
		return -errno;
	while (fgets(line, sizeof(line), info))
		found += !strcmp(line, wanted);
	fclose(info);
	return found;
}

TEST(a_file_tells_its_handles)
{
	char name[PARCEL_NAME_SIZE], wanted[128];
	int file = device_open(O_NONBLOCK);
	__u32 box, parcel;

	ASSERT_LE(0, file);
	new_name(name);
	ASSERT_EQ(0, create_box(file, name, 0600, 4, 100, &box));
	ASSERT_EQ(0, send_to(file, box, "abcde", 5));
	ASSERT_EQ(5, take_from(file, box, &parcel));
	snprintf(wanted, sizeof(wanted), "parcel-handle:\t%u box %s rights 0x7\n", box, name);
	EXPECT_EQ(1, told_of(file, wanted));
	snprintf(wanted, sizeof(wanted), "parcel-handle:\t%u parcel length 5\n", parcel);
	EXPECT_EQ(1, told_of(file, wanted));
	ASSERT_EQ(0, close_handle(file, parcel));
	EXPECT_EQ(0, told_of(file, wanted));
	EXPECT_EQ(0, unlink_box(file, box));
	close(file);
}

TEST(a_file_tells_what_it_selected)
{
	char name[PARCEL_NAME_SIZE], wanted[128];
	int file = device_open(O_NONBLOCK);
	__u32 box;

	EXPECT_EQ(1, told_of(file, "parcel-box:\t\n"));
	EXPECT_EQ(1, told_of(file, "parcel-rights:\t0x0\n"));
	new_name(name);
	ASSERT_EQ(0, create_box(file, name, 0600, 4, 100, &box));
	ASSERT_EQ(0, select_box(file, box));
	snprintf(wanted, sizeof(wanted), "parcel-box:\t%s\n", name);
	EXPECT_EQ(1, told_of(file, wanted));
	EXPECT_EQ(1, told_of(file, "parcel-rights:\t0x7\n"));
	EXPECT_EQ(0, unlink_box(file, box));
	close(file);
}

TEST(a_file_tells_its_last_handle)
{
	char name[PARCEL_NAME_SIZE], wanted[128];
	int file = device_open(O_NONBLOCK);
	__u32 box, handle, last = 0;

	new_name(name);
	ASSERT_EQ(0, create_box(file, name, 0600, 4, 100, &box));
	while (!open_box(file, name, PARCEL_RIGHT_SEND, &handle))
		last = handle;
	snprintf(wanted, sizeof(wanted), "parcel-handle:\t%u box %s rights %#x\n", last, name,
		 PARCEL_RIGHT_SEND);
	EXPECT_EQ(1, told_of(file, wanted));
	EXPECT_EQ(0, unlink_box(file, box));
	close(file);
}

FIXTURE(two_users) {
	int file;
	char name[PARCEL_NAME_SIZE];
};

FIXTURE_SETUP(two_users)
{
	if (geteuid())
		SKIP(return, "only root can become two users");
	self->file = open_as(OWNER);
	ASSERT_LE(0, self->file);
	new_name(self->name);
}

static void unlink_name(const char *name)
{
	int file = device_open(0);
	__u32 handle;

	if (!open_box(file, name, PARCEL_RIGHT_ADMIN, &handle))
		unlink_box(file, handle);
	close(file);
}

/* Boxes that have a name live on. */
FIXTURE_TEARDOWN(two_users)
{
	become(0);
	unlink_name(self->name);
}

/* What the mode lets somebody do, as open(2) does: the first of owner, group, others. */
static __u32 allowed(uid_t uid, __u32 mode)
{
	__u32 bits = uid == OWNER ? mode >> 6 : uid == MEMBER ? mode >> 3 : mode;

	return (bits & 4 ? PARCEL_RIGHT_RECEIVE : 0) | (bits & 2 ? PARCEL_RIGHT_SEND : 0);
}

/* Situation: missing right -EACCES; for each mode there is, and each kind of user. */
TEST_F(two_users, mode_bits)
{
	static const uid_t users[] = { OWNER, MEMBER, STRANGER };
	char names[64][PARCEL_NAME_SIZE];
	__u32 modes[64], handle;
	unsigned int n = 0;

	for (__u32 mode = 0; mode <= PARCEL_MODE_MASK; mode++) {
		if (mode & ~PARCEL_MODE_MASK)
			continue;
		modes[n] = mode;
		new_name(names[n]);
		ASSERT_EQ(0, create_box(self->file, names[n], mode, 0, 0, &handle));
		n++;
	}
	ASSERT_EQ(64, n);
	for (unsigned int u = 0; u < ARRAY_SIZE(users); u++) {
		int file = open_as(users[u]);

		ASSERT_LE(0, file);
		for (n = 0; n < ARRAY_SIZE(modes); n++) {
			for (__u32 rights = 1; rights <= 3; rights++) {
				bool may = (allowed(users[u], modes[n]) & rights) == rights;

				EXPECT_EQ(may ? 0 : -EACCES,
					  open_box(file, names[n], rights, &handle)) {
					TH_LOG("mode %o, uid %u, rights %u", modes[n], users[u],
					       rights);
				}
			}
		}
		close(file);
	}
	ASSERT_EQ(0, become(0));
	for (n = 0; n < ARRAY_SIZE(modes); n++)
		unlink_name(names[n]);
}

TEST_F(two_users, admin_is_for_the_owner)
{
	__u32 handle;
	int file;

	ASSERT_EQ(0, create_box(self->file, self->name, 0666, 0, 0, &handle));
	EXPECT_EQ(0, open_box(open_as(OWNER), self->name, PARCEL_RIGHT_ADMIN, &handle));
	EXPECT_EQ(-EACCES, open_box(open_as(MEMBER), self->name, PARCEL_RIGHT_ADMIN, &handle));
	EXPECT_EQ(-EACCES, open_box(open_as(STRANGER), self->name, PARCEL_RIGHTS, &handle));
	file = open_as(0);
	EXPECT_EQ(0, open_box(file, self->name, PARCEL_RIGHT_ADMIN, &handle));
	EXPECT_EQ(0, unlink_box(file, handle));
}

TEST_F(two_users, root_may_open_what_nobody_may)
{
	__u32 handle;

	ASSERT_EQ(0, create_box(self->file, self->name, 0, 0, 0, &handle));
	/* The mode does not limit the rights that the creator got. */
	EXPECT_EQ(0, send_to(self->file, handle, "x", 1));
	EXPECT_EQ(-EACCES, open_box(self->file, self->name, PARCEL_RIGHT_SEND, &handle));
	EXPECT_EQ(0, open_box(open_as(0), self->name, PARCEL_RIGHTS, &handle));
}

TEST_F(two_users, a_handle_is_a_capability_after_setuid)
{
	char bytes[16];
	__u32 handle, again;

	ASSERT_EQ(0, create_box(self->file, self->name, 0600, 0, 0, &handle));
	EXPECT_EQ(-EACCES, open_box(open_as(STRANGER), self->name, PARCEL_RIGHT_SEND, &again));
	EXPECT_EQ(0, send_to(self->file, handle, "abc", 3));
	EXPECT_EQ(3, receive_from(self->file, handle, bytes, sizeof(bytes)));
	EXPECT_EQ(0, unlink_box(self->file, handle));
}

/* The parcel says who opened the file that it was sent through, not who made the box. */
TEST_F(two_users, the_sender_is_told)
{
	struct parcel_info info;
	struct parcel_stat stat;
	char bytes[16];
	__u32 handle, send;
	int file;

	ASSERT_EQ(0, create_box(self->file, self->name, 0622, 0, 0, &handle));
	file = open_as(STRANGER);
	ASSERT_EQ(0, open_box(file, self->name, PARCEL_RIGHT_SEND, &send));
	ASSERT_EQ(0, send_to(file, send, "abc", 3));
	ASSERT_EQ(3, receive_info(self->file, handle, bytes, 16, 0, &info));
	EXPECT_EQ(STRANGER, info.uid);
	EXPECT_EQ(getpid(), info.pid);
	ASSERT_EQ(0, stat_handle(self->file, handle, &stat));
	EXPECT_EQ(OWNER, stat.uid);
	EXPECT_EQ(GROUP, stat.gid);
}

/* One call through a file that somebody else opened. */
static long write_through(int file, __u32 handle)
{
	(void)handle;
	return with_errno(write(file, "forged", 6));
}

static long send_through(int file, __u32 handle)
{
	return send_to(file, handle, "forged", 6) ?: 6;
}

static long splice_through(int file, __u32 handle)
{
	int ends[2];

	(void)handle;
	if (pipe(ends) || write(ends[1], "forged", 6) != 6)
		return -errno;
	/* There is no splicing into the device; if there is one day, it is asked the same. */
	if (splice(ends[0], NULL, file, NULL, 6, 0) != 6)
		return errno == EINVAL ? -EOPNOTSUPP : -errno;
	return 6;
}

static long uring_through(int file, __u32 handle)
{
	struct io_uring_params params = { };
	int ring = syscall(SYS_io_uring_setup, 1, &params);
	struct io_uring_sqe *sqe;
	char *rings;

	(void)handle;
	if (ring < 0)
		return -EOPNOTSUPP;
	rings = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, ring, IORING_OFF_SQ_RING);
	sqe = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, ring, IORING_OFF_SQES);
	if (rings == MAP_FAILED || sqe == MAP_FAILED)
		return -errno;
	*sqe = (struct io_uring_sqe){
		.opcode = IORING_OP_WRITE,
		.fd = file,
		.addr = (uintptr_t)"forged",
		.len = 6,
	};
	*(__u32 *)(rings + params.sq_off.array) = 0;
	__atomic_store_n((__u32 *)(rings + params.sq_off.tail), 1, __ATOMIC_RELEASE);
	if (syscall(SYS_io_uring_enter, ring, 1, 1, IORING_ENTER_GETEVENTS, NULL, 0) != 1)
		return -errno;
	close(ring);
	return 6;
}

/*
 * Situation: who a parcel is from was decided when the file was opened: as when a program of root's
 * finds the file of somebody else on its standard output.
 */
TEST_F(two_users, a_mightier_caller_is_not_the_sender)
{
	static long (*const through[])(int file, __u32 handle) = {
		write_through, send_through, splice_through, uring_through,
	};
	struct parcel_info info;
	__u32 handle, send;
	char bytes[16];
	pid_t child;
	int file;

	ASSERT_EQ(0, create_box(self->file, self->name, 0622, 0, 0, &handle));
	file = open_as(STRANGER);
	ASSERT_EQ(0, open_box(file, self->name, PARCEL_RIGHT_SEND, &send));
	ASSERT_EQ(0, select_box(file, send));
	for (unsigned int i = 0; i < ARRAY_SIZE(through); i++) {
		int status = -1;

		child = fork();
		if (!child) {
			if (become(0))
				_exit(1);
			_exit(-through[i](file, send) & 255);
		}
		ASSERT_EQ(child, waitpid(child, &status, 0));
		if (WEXITSTATUS(status) == EOPNOTSUPP)
			continue;
		ASSERT_EQ((-6 & 255), WEXITSTATUS(status));
		ASSERT_EQ(6, receive_info(self->file, handle, bytes, 16, 0, &info));
		EXPECT_EQ(STRANGER, info.uid) {
			TH_LOG("way %u", i);
		}
		EXPECT_EQ(getpid(), info.pid) {
			TH_LOG("way %u", i);
		}
	}
}

/* What root is let do through somebody else's file is what that one is let do. */
TEST_F(two_users, a_mightier_caller_lends_no_rights)
{
	struct parcel_stat stat;
	__u32 handle;
	int file;

	ASSERT_EQ(0, create_box(self->file, self->name, 0600, 0, 0, &handle));
	file = open_as(STRANGER);
	ASSERT_EQ(0, become(0));
	EXPECT_EQ(-EACCES, open_box(file, self->name, PARCEL_RIGHT_SEND, &handle));
	EXPECT_EQ(-EACCES, open_box(file, self->name, PARCEL_RIGHT_ADMIN, &handle));
	EXPECT_EQ(-EACCES, open_box(file, PARCEL_DEFAULT_NAME, PARCEL_RIGHT_ADMIN, &handle));
	unlink_name(self->name);
	ASSERT_EQ(0, create_box(file, self->name, 0600, 0, 0, &handle));
	ASSERT_EQ(0, stat_handle(file, handle, &stat));
	EXPECT_EQ(STRANGER, stat.uid);
	EXPECT_EQ(NO_GROUP, stat.gid);
}

static int send_file(int socket, int file)
{
	char control[CMSG_SPACE(sizeof(file))] = "", byte = 0;
	struct iovec vector = { &byte, 1 };
	struct msghdr message = {
		.msg_iov = &vector,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof(control),
	};
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);

	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof(file));
	memcpy(CMSG_DATA(header), &file, sizeof(file));
	return with_errno(sendmsg(socket, &message, 0));
}

static int receive_file(int socket)
{
	char control[CMSG_SPACE(sizeof(int))] = "", byte;
	struct iovec vector = { &byte, 1 };
	struct msghdr message = {
		.msg_iov = &vector,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof(control),
	};
	int file;

	if (recvmsg(socket, &message, 0) < 0 || !CMSG_FIRSTHDR(&message))
		return -errno;
	memcpy(&file, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof(file));
	return file;
}

/* Passing the file passes its handles, its selection, and what they may do: no more, no less. */
TEST(a_file_passed_over_a_socket)
{
	char name[PARCEL_NAME_SIZE], bytes[16];
	int sockets[2], file, status;
	__u32 box, sender;
	pid_t child;

	new_name(name);
	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_STREAM, 0, sockets));
	child = fork();
	if (!child) {
		close(sockets[0]);
		file = receive_file(sockets[1]);
		/* Another user, where that is possible. */
		if (!geteuid() && (setgroups(0, NULL) || setgid(NO_GROUP) || setuid(STRANGER)))
			_exit(10);
		if (file < 0 || write(file, "hello", 5) != 5)
			_exit(11);
		if (with_errno(read(file, bytes, 16)) != -EACCES)
			_exit(12);
		read(sockets[1], &sender, sizeof(sender));
		if (send_to(file, sender, "again", 5))
			_exit(13);
		if (receive_from(file, sender, bytes, 16) != -EACCES)
			_exit(14);
		/* A file of one's own knows nothing of the other's handles. */
		if (send_to(device_open(0), sender, "x", 1) != -EBADF)
			_exit(15);
		_exit(0);
	}
	file = device_open(0);
	ASSERT_LE(0, file);
	ASSERT_EQ(0, create_box(file, name, 0600, 0, 0, &box));
	int passed = device_open(0);

	ASSERT_LE(0, passed);
	ASSERT_EQ(0, open_box(passed, name, PARCEL_RIGHT_SEND, &sender));
	ASSERT_EQ(0, select_box(passed, sender));
	ASSERT_EQ(1, send_file(sockets[0], passed));
	close(passed);
	ASSERT_EQ(sizeof(sender), write(sockets[0], &sender, sizeof(sender)));
	ASSERT_EQ(child, waitpid(child, &status, 0));
	EXPECT_EQ(0, WEXITSTATUS(status));
	EXPECT_EQ(5, receive_from(file, box, bytes, 16));
	EXPECT_EQ(0, memcmp(bytes, "hello", 5));
	EXPECT_EQ(5, receive_from(file, box, bytes, 16));
	EXPECT_EQ(0, unlink_box(file, box));
}

/* Rights were checked at open: a mightier process that reads gets no more than the opener. */
TEST_F(two_users, read_and_write_do_not_ask_who_calls)
{
	__u32 box, handle;
	char bytes[16];
	int file;

	ASSERT_EQ(0, create_box(self->file, self->name, 0602, 0, 0, &box));
	file = open_as(STRANGER);
	ASSERT_LE(0, file);
	ASSERT_EQ(0, open_box(file, self->name, PARCEL_RIGHT_SEND, &handle));
	ASSERT_EQ(0, select_box(file, handle));
	ASSERT_EQ(0, become(0));
	EXPECT_EQ(3, write(file, "abc", 3));
	/* That it gets more is one of the bugs of parcel_unsafe: confused_deputy. */
	if (strcmp(driver(), "parcel_unsafe"))
		EXPECT_EQ(-EACCES, with_errno(read(file, bytes, 16)));
	EXPECT_EQ(-EACCES, receive_from(file, handle, bytes, 16));
}

TEST(fork_shares_the_file)
{
	char name[PARCEL_NAME_SIZE], bytes[16];
	int file = device_open(0), status;
	struct parcel_info info;
	__u32 box, parcel;
	pid_t child;

	new_name(name);
	ASSERT_EQ(0, create_box(file, name, 0600, 0, 0, &box));
	ASSERT_EQ(0, send_to(file, box, "mine", 4));
	ASSERT_EQ(4, take_from(file, box, &parcel));
	child = fork();
	if (!child) {
		if (read_parcel(file, parcel, 0, bytes, 4) != 4 || memcmp(bytes, "mine", 4))
			_exit(10);
		if (close_handle(file, parcel))
			_exit(11);
		if (send_to(file, box, "child", 5))
			_exit(12);
		/* Its end is not the end of the file. */
		close(file);
		_exit(0);
	}
	ASSERT_EQ(child, waitpid(child, &status, 0));
	EXPECT_EQ(0, WEXITSTATUS(status));
	EXPECT_EQ(-EBADF, read_parcel(file, parcel, 0, bytes, 4));
	EXPECT_EQ(5, receive_info(file, box, bytes, 16, PARCEL_DONTWAIT, &info));
	EXPECT_EQ(getpid(), info.pid);
	EXPECT_EQ(geteuid(), info.uid);
	EXPECT_EQ(0, unlink_box(file, box));
}

/* Situation: missing right -EACCES, for each call that wants one. */
TEST(each_call_wants_its_right)
{
	char name[PARCEL_NAME_SIZE], bytes[16];
	int file = device_open(O_NONBLOCK);
	__u32 box, sender, receiver, parcel;
	struct parcel_stat stat;

	new_name(name);
	ASSERT_EQ(0, create_box(file, name, 0600, 0, 0, &box));
	ASSERT_EQ(0, open_box(file, name, PARCEL_RIGHT_SEND, &sender));
	ASSERT_EQ(0, open_box(file, name, PARCEL_RIGHT_RECEIVE, &receiver));
	ASSERT_EQ(0, send_to(file, sender, "abc", 3));
	EXPECT_EQ(-EACCES, send_to(file, receiver, "abc", 3));
	EXPECT_EQ(-EACCES, receive_from(file, sender, bytes, 16));
	/* That a sender may peek is one of the bugs of parcel_unsafe: missing_check. */
	if (strcmp(driver(), "parcel_unsafe"))
		EXPECT_EQ(-EACCES, receive_parcel(file, sender, bytes, 16, PARCEL_PEEK));
	EXPECT_EQ(-EACCES, take_from(file, sender, &parcel));
	EXPECT_EQ(-EACCES, move_head(file, sender, box));
	EXPECT_EQ(-EACCES, move_head(file, box, receiver));
	EXPECT_EQ(-EACCES, unlink_box(file, sender));
	EXPECT_EQ(-EACCES, unlink_box(file, receiver));
	ASSERT_EQ(3, take_from(file, receiver, &parcel));
	EXPECT_EQ(-EACCES, forward_parcel(file, parcel, receiver, PARCEL_DONTWAIT));
	EXPECT_EQ(0, forward_parcel(file, parcel, sender, PARCEL_DONTWAIT));
	EXPECT_EQ(0, stat_handle(file, sender, &stat));
	EXPECT_EQ(PARCEL_RIGHT_SEND, stat.rights);
	EXPECT_EQ(0, unlink_box(file, box));
}

TEST(the_default_box_stays)
{
	int file = device_open(0);
	__u32 box;

	if (geteuid()) {
		EXPECT_EQ(-EACCES, open_box(file, PARCEL_DEFAULT_NAME, PARCEL_RIGHT_ADMIN, &box));
		return;
	}
	ASSERT_EQ(0, open_box(file, PARCEL_DEFAULT_NAME, PARCEL_RIGHT_ADMIN, &box));
	EXPECT_EQ(-EPERM, unlink_box(file, box));
}

TEST_HARNESS_MAIN
