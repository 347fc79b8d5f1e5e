// SPDX-License-Identifier: GPL-2.0-only
/*
 * Situation: unbind. Queued parcels are dropped; a receive that has popped completes; sleepers
 * wake; every later call is -ENODEV, poll says EPOLLERR and EPOLLHUP; files close normally. It
 * waits for nothing that user space does: not for a page, a deadline or who goes on calling. Then
 * the device can be bound again.
 */
#define _GNU_SOURCE
#include <linux/userfaultfd.h>
#include <sys/epoll.h>
#include <sys/mman.h>

#include "../harness.h"

#include "sleepers.h"

#define SECOND	1000000000ull

FIXTURE(bound) {
	int file;
	__u32 box;
};

FIXTURE_SETUP(bound)
{
	char name[PARCEL_NAME_SIZE];

	if (geteuid())
		SKIP(return, "only root unbinds");
	self->file = device_open(0);
	ASSERT_LE(0, self->file);
	new_name(name);
	ASSERT_EQ(0, create_box(self->file, name, 0600, 0, 0, &self->box));
	ASSERT_EQ(0, select_box(self->file, self->box));
}

/* Whatever happened, the next test finds a device. */
FIXTURE_TEARDOWN_PARENT(bound)
{
	if (!geteuid())
		driver_write("bind");
}

TEST_F(bound, sleepers_wake)
{
	static long (*const ways[])(struct sleeper *s) = {
		sleep_in_receive, sleep_in_peek, sleep_in_take, sleep_in_read,
		sleep_in_send, sleep_in_write,
	};
	struct sleeper sleepers[4 * ARRAY_SIZE(ways)] = { };
	char name[PARCEL_NAME_SIZE];
	int full = device_open(0);
	__u32 box;

	new_name(name);
	ASSERT_EQ(0, create_box(full, name, 0600, 1, 0, &box));
	ASSERT_EQ(0, select_box(full, box));
	ASSERT_EQ(0, send_to(full, box, "full", 4));
	for (unsigned int i = 0; i < ARRAY_SIZE(sleepers); i++) {
		struct sleeper *s = &sleepers[i];

		s->sleep = ways[i % ARRAY_SIZE(ways)];
		s->file = i % ARRAY_SIZE(ways) < 4 ? self->file : full;
		s->box = i % ARRAY_SIZE(ways) < 4 ? self->box : box;
		sleeper_start(s);
		ASSERT_FALSE(s->done);
	}
	EXPECT_EQ(0, driver_write("unbind"));
	for (unsigned int i = 0; i < ARRAY_SIZE(sleepers); i++) {
		EXPECT_EQ(-ENODEV, sleeper_join(&sleepers[i])) {
			TH_LOG("sleeper %u", i);
		}
	}
}

TEST_F(bound, pollers_wake)
{
	struct epoll_event event = { .events = EPOLLIN | EPOLLET };
	struct sleeper s[2] = {
		{ .file = self->file, .sleep = sleep_in_poll_in },
		{ .file = device_open(0), .sleep = sleep_in_poll_in },
	};
	int epoll = epoll_create1(EPOLL_CLOEXEC);

	ASSERT_EQ(0, epoll_ctl(epoll, EPOLL_CTL_ADD, self->file, &event));
	for (int i = 0; i < 2; i++) {
		sleeper_start(&s[i]);
		ASSERT_FALSE(s[i].done);
	}
	EXPECT_EQ(0, driver_write("unbind"));
	for (int i = 0; i < 2; i++)
		EXPECT_EQ(POLLERR | POLLHUP, sleeper_join(&s[i]));
	ASSERT_EQ(1, epoll_wait(epoll, &event, 1, 1000));
	EXPECT_EQ(EPOLLERR | EPOLLHUP, event.events);
	/* Who looks later sees the same, on a file that had not selected anything too. */
	EXPECT_EQ(POLLERR | POLLHUP, poll_file(self->file, POLLIN, 0));
	EXPECT_EQ(POLLERR | POLLHUP, poll_file(s[1].file, POLLIN, 0));
}

TEST_F(bound, every_later_call)
{
	struct parcel_select nothing = { .flags = PARCEL_SELECT_NONE };
	int fresh = device_open(0), none = device_open(0), sender = device_open(0);
	int files[] = { self->file, fresh, none, sender };
	char name[PARCEL_NAME_SIZE], bytes[16];
	struct parcel_stat stat;
	__u32 handle, parcel;

	ASSERT_EQ(0, call(none, PARCEL_IOC_SELECT, &nothing));
	ASSERT_EQ(0, open_box(sender, PARCEL_DEFAULT_NAME, PARCEL_RIGHT_SEND, &handle));
	ASSERT_EQ(0, select_box(sender, handle));
	ASSERT_EQ(0, send_to(self->file, self->box, "one", 3));
	ASSERT_EQ(0, send_to(self->file, self->box, "two", 3));
	ASSERT_EQ(3, take_from(self->file, self->box, &parcel));
	EXPECT_EQ(0, driver_write("unbind"));

	new_name(name);
	EXPECT_EQ(-ENODEV, create_box(self->file, name, 0600, 0, 0, &handle));
	EXPECT_EQ(-ENODEV, open_box(self->file, PARCEL_DEFAULT_NAME, 1, &handle));
	EXPECT_EQ(-ENODEV, send_to(self->file, self->box, "abc", 3));
	EXPECT_EQ(-ENODEV, receive_from(self->file, self->box, bytes, 16));
	EXPECT_EQ(-ENODEV, receive_parcel(self->file, self->box, bytes, 16, PARCEL_PEEK));
	EXPECT_EQ(-ENODEV, take_from(self->file, self->box, &handle));
	EXPECT_EQ(-ENODEV, read_parcel(self->file, parcel, 0, bytes, 3));
	EXPECT_EQ(-ENODEV, forward_parcel(self->file, parcel, self->box, 0));
	EXPECT_EQ(-ENODEV, move_head(self->file, self->box, self->box));
	EXPECT_EQ(-ENODEV, stat_handle(self->file, self->box, &stat));
	EXPECT_EQ(-ENODEV, select_box(fresh, 1));
	EXPECT_EQ(-ENODEV, unlink_box(self->file, self->box));
	EXPECT_EQ(-ENODEV, close_handle(self->file, parcel));
	EXPECT_EQ(-ENOENT, device_open(0));
	/* Whatever else would be wrong with it. */
	for (unsigned int i = 0; i < ARRAY_SIZE(files); i++) {
		EXPECT_EQ(-ENODEV, with_errno(read(files[i], bytes, 16))) {
			TH_LOG("file %u", i);
		}
		EXPECT_EQ(-ENODEV, with_errno(write(files[i], "abc", 3)));
		EXPECT_EQ(0, close(files[i]));
	}
}

/* What is bound again is another device: it has the default box, and nothing of before. */
TEST_F(bound, bound_again)
{
	char bytes[16];
	int file;
	__u32 box;

	ASSERT_EQ(0, open_box(self->file, PARCEL_DEFAULT_NAME, 3, &box));
	ASSERT_EQ(0, send_to(self->file, box, "before", 6));
	EXPECT_EQ(0, driver_write("unbind"));
	EXPECT_EQ(-ENODEV, driver_write("unbind"));
	ASSERT_EQ(0, driver_write("bind"));
	EXPECT_EQ(-ENODEV, send_to(self->file, box, "after", 5));
	EXPECT_EQ(-ENODEV, receive_from(self->file, self->box, bytes, 16));
	file = device_open(O_NONBLOCK);
	ASSERT_LE(0, file);
	EXPECT_EQ(-EAGAIN, with_errno(read(file, bytes, sizeof(bytes))));
	EXPECT_EQ(5, write(file, "after", 5));
	EXPECT_EQ(5, read(file, bytes, sizeof(bytes)));
	/* A file of before, closed now, takes nothing with it. */
	close(self->file);
	EXPECT_EQ(5, write(file, "after", 5));
	EXPECT_EQ(5, read(file, bytes, sizeof(bytes)));
}

/* The work that drops late parcels is due, or runs, or sleeps for an hour. */
TEST_F(bound, deadlines_are_pending)
{
	for (int round = 0; round < 10; round++) {
		int file = device_open(0);
		char name[PARCEL_NAME_SIZE];
		__u32 box;

		ASSERT_LE(0, file);
		new_name(name);
		ASSERT_EQ(0, create_box(file, name, 0600, 0, 0, &box));
		for (int i = 0; i < 30; i++) {
			long err = send_parcel(file, box, "soon", 4, 0,
					       now_ns() + (i % 3 ? i * 500000ull : 3600 * SECOND));

			ASSERT_TRUE(!err || err == -ETIME);
		}
		pause_ms(round);
		EXPECT_EQ(0, driver_write("unbind"));
		ASSERT_EQ(0, driver_write("bind"));
		close(file);
	}
}

#define LARGEST_PAGE	65536		/* of those that kernels have */

static size_t page_size(void)
{
	return sysconf(_SC_PAGESIZE);
}

/* A page that comes only when the test wants it to: who touches it waits. */
struct page {
	char *address;
	int userfault;
};

static long page_init(struct page *page)
{
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register range = { .mode = UFFDIO_REGISTER_MODE_MISSING };

	page->userfault = syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK);
	if (page->userfault < 0)
		return -errno;
	page->address = mmap(NULL, page_size(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
			     -1, 0);
	range.range.start = (uintptr_t)page->address;
	range.range.len = page_size();
	if (ioctl(page->userfault, UFFDIO_API, &api) ||
	    ioctl(page->userfault, UFFDIO_REGISTER, &range))
		return -errno;
	return 0;
}

static bool somebody_waits(struct page *page)
{
	return poll_file(page->userfault, POLLIN, 10000) == POLLIN;
}

/* Here it is, and at its beginning what a parked take wants to know. */
static long page_give(struct page *page, __u32 box)
{
	const struct parcel_take request = { .handle = box };
	static char content[LARGEST_PAGE];
	struct uffdio_copy copy = {
		.dst = (uintptr_t)page->address,
		.src = (uintptr_t)content,
		.len = page_size(),
	};

	memcpy(content, &request, sizeof(request));
	return call(page->userfault, UFFDIO_COPY, &copy);
}

static struct page parked;

static long receive_parked(struct sleeper *s)
{
	return receive_parcel(s->file, s->box, parked.address, 16, 0);
}

static long peek_parked(struct sleeper *s)
{
	return receive_parcel(s->file, s->box, parked.address, 16, PARCEL_PEEK);
}

static long read_parked(struct sleeper *s)
{
	return with_errno(read(s->file, parked.address, 16));
}

static long send_parked(struct sleeper *s)
{
	return send_parcel(s->file, s->box, parked.address, 3, 0, 0);
}

static long write_parked(struct sleeper *s)
{
	return with_errno(write(s->file, parked.address, 3));
}

static long take_parked(struct sleeper *s)
{
	return call(s->file, PARCEL_IOC_TAKE, parked.address);
}

static const struct {
	const char *name;
	long (*sleep)(struct sleeper *s);
	long result;
} parkings[] = {
	{ "receive", receive_parked, 3 },
	{ "peek", peek_parked, 3 },
	{ "read", read_parked, 3 },
	{ "send", send_parked, -ENODEV },
	{ "write", write_parked, -ENODEV },
	{ "take", take_parked, -ENODEV },
};

/* A copy waits for a page that does not come. Unbind waits for neither. */
TEST_F(bound, a_copy_is_parked)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(parkings); i++) {
		struct sleeper s = { .file = device_open(0), .sleep = parkings[i].sleep };
		char name[PARCEL_NAME_SIZE];

		ASSERT_LE(0, s.file);
		new_name(name);
		ASSERT_EQ(0, create_box(s.file, name, 0600, 0, 0, &s.box));
		ASSERT_EQ(0, select_box(s.file, s.box));
		ASSERT_EQ(0, send_to(s.file, s.box, "abc", 3));
		ASSERT_EQ(0, page_init(&parked));
		sleeper_start(&s);
		ASSERT_TRUE(somebody_waits(&parked));
		EXPECT_EQ(0, driver_write("unbind")) {
			TH_LOG("%s", parkings[i].name);
		}
		EXPECT_FALSE(s.done);
		ASSERT_EQ(0, page_give(&parked, s.box));
		EXPECT_EQ(parkings[i].result, sleeper_join(&s)) {
			TH_LOG("%s", parkings[i].name);
		}
		if (parkings[i].result > 0)
			EXPECT_EQ(0, memcmp(parked.address, "abc", 3));
		close(s.file);
		close(parked.userfault);
		ASSERT_EQ(0, driver_write("bind"));
	}
}

/* Many boxes, many parcels, and somebody who goes on using them. */
static long use(struct sleeper *s)
{
	char bytes[16];
	long err;

	do {
		err = send_to(s->file, s->box, "abc", 3);
		if (err == -EAGAIN || !err)
			err = receive_from(s->file, s->box, bytes, sizeof(bytes));
	} while (err >= 0 || err == -EAGAIN);
	return err;
}

TEST_F(bound, in_full_use)
{
	struct sleeper users[4] = { };
	__u32 box;

	for (int i = 0; i < 200; i++) {
		char name[PARCEL_NAME_SIZE];

		new_name(name);
		ASSERT_EQ(0, create_box(self->file, name, 0600, 0, 0, &box));
		for (int n = 0; n < 5; n++)
			ASSERT_EQ(0, send_to(self->file, box, "abc", 3));
	}
	for (unsigned int i = 0; i < ARRAY_SIZE(users); i++) {
		users[i] = (struct sleeper){ .file = self->file, .box = self->box, .sleep = use };
		pthread_create(&users[i].thread, NULL, sleeper_run, &users[i]);
	}
	pause_ms(100);
	EXPECT_EQ(0, driver_write("unbind"));
	for (unsigned int i = 0; i < ARRAY_SIZE(users); i++)
		EXPECT_EQ(-ENODEV, sleeper_join(&users[i]));
}

/* Situation: rmmod with files open: refused by the module reference. Bound or not. */
TEST_F(bound, the_module_stays)
{
	EXPECT_EQ(-EWOULDBLOCK, with_errno(syscall(SYS_delete_module, driver(), O_NONBLOCK)));
	EXPECT_EQ(0, driver_write("unbind"));
	EXPECT_EQ(-EWOULDBLOCK, with_errno(syscall(SYS_delete_module, driver(), O_NONBLOCK)));
}

TEST_HARNESS_MAIN
