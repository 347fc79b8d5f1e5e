// SPDX-License-Identifier: GPL-2.0-only
/*
 * poll(2), select(2) and epoll(7), while other threads send, receive, unlink and close.
 */
#define _GNU_SOURCE
#include <sys/epoll.h>
#include <sys/select.h>

#include "../harness.h"

#include "sleepers.h"

/* Two files on one box: one has all rights and acts, the other one is looked at. */
FIXTURE(polled) {
	int file;
	int other;
	char name[PARCEL_NAME_SIZE];
	__u32 box;
	__u32 handle;
};

FIXTURE_VARIANT(polled) {
	__u32 rights;
};

FIXTURE_VARIANT_ADD(polled, receiver) { .rights = PARCEL_RIGHT_RECEIVE };
FIXTURE_VARIANT_ADD(polled, sender) { .rights = PARCEL_RIGHT_SEND };

FIXTURE_SETUP(polled)
{
	self->file = device_open(O_NONBLOCK);
	self->other = device_open(O_NONBLOCK);
	ASSERT_LE(0, self->file);
	ASSERT_LE(0, self->other);
	new_name(self->name);
	ASSERT_EQ(0, create_box(self->file, self->name, 0600, 2, 8, &self->box));
	ASSERT_EQ(0, open_box(self->other, self->name, variant->rights, &self->handle));
	ASSERT_EQ(0, select_box(self->other, self->handle));
}

FIXTURE_TEARDOWN(polled)
{
	unlink_box(self->file, self->box);
	close(self->file);
	close(self->other);
}

/* A thread in poll() on the other file. */
static void poll_asleep(struct sleeper *s, int file, long (*sleep)(struct sleeper *s))
{
	*s = (struct sleeper){ .file = file, .sleep = sleep };
	sleeper_start(s);
}

TEST_F(polled, what_poll_says)
{
	char bytes[16];

	if (variant->rights == PARCEL_RIGHT_RECEIVE) {
		EXPECT_EQ(0, poll_file(self->other, POLLIN | POLLOUT, 0));
		ASSERT_EQ(0, send_to(self->file, self->box, "abc", 3));
		EXPECT_EQ(POLLIN | POLLRDNORM,
			  poll_file(self->other, POLLIN | POLLRDNORM | POLLOUT, 0));
		return;
	}
	EXPECT_EQ(POLLOUT | POLLWRNORM,
		  poll_file(self->other, POLLIN | POLLOUT | POLLWRNORM, 0));
	/* Room for at least one byte, of those that are counted in parcels and in bytes. */
	ASSERT_EQ(0, send_to(self->file, self->box, "12345678", 8));
	EXPECT_EQ(0, poll_file(self->other, POLLOUT, 0));
	ASSERT_EQ(8, receive_from(self->file, self->box, bytes, sizeof(bytes)));
	ASSERT_EQ(0, send_to(self->file, self->box, "1", 1));
	EXPECT_EQ(POLLOUT, poll_file(self->other, POLLOUT, 0));
	ASSERT_EQ(0, send_to(self->file, self->box, "2", 1));
	EXPECT_EQ(0, poll_file(self->other, POLLOUT, 0));
}

/* Each way in which a parcel comes in wakes who polls for one. */
TEST_F(polled, each_arrival_wakes)
{
	char name[PARCEL_NAME_SIZE], bytes[16];
	__u32 elsewhere, parcel;
	struct sleeper s;

	if (variant->rights != PARCEL_RIGHT_RECEIVE)
		return;
	new_name(name);
	ASSERT_EQ(0, create_box(self->file, name, 0600, 0, 0, &elsewhere));
	ASSERT_EQ(0, send_to(self->file, elsewhere, "move", 4));
	ASSERT_EQ(0, send_to(self->file, elsewhere, "take", 4));

	poll_asleep(&s, self->other, sleep_in_poll_in);
	EXPECT_EQ(0, send_to(self->file, self->box, "send", 4));
	EXPECT_EQ(POLLIN, sleeper_join(&s));
	EXPECT_EQ(4, read(self->other, bytes, sizeof(bytes)));

	poll_asleep(&s, self->other, sleep_in_poll_in);
	EXPECT_EQ(4, move_head(self->file, elsewhere, self->box));
	EXPECT_EQ(POLLIN, sleeper_join(&s));
	EXPECT_EQ(4, read(self->other, bytes, sizeof(bytes)));

	ASSERT_EQ(4, take_from(self->file, elsewhere, &parcel));
	poll_asleep(&s, self->other, sleep_in_poll_in);
	EXPECT_EQ(0, forward_parcel(self->file, parcel, self->box, PARCEL_DONTWAIT));
	EXPECT_EQ(POLLIN, sleeper_join(&s));
	EXPECT_EQ(4, read(self->other, bytes, sizeof(bytes)));
	EXPECT_EQ(0, memcmp(bytes, "take", 4));
	EXPECT_EQ(0, unlink_box(self->file, elsewhere));
}

/* Each way in which a parcel goes wakes who polls for room. */
TEST_F(polled, each_departure_wakes)
{
	char name[PARCEL_NAME_SIZE], bytes[16];
	__u32 elsewhere, parcel;
	struct sleeper s;

	if (variant->rights != PARCEL_RIGHT_SEND)
		return;
	new_name(name);
	ASSERT_EQ(0, create_box(self->file, name, 0600, 0, 0, &elsewhere));

	ASSERT_EQ(0, send_to(self->file, self->box, "12345678", 8));
	poll_asleep(&s, self->other, sleep_in_poll_out);
	EXPECT_EQ(8, receive_from(self->file, self->box, bytes, sizeof(bytes)));
	EXPECT_EQ(POLLOUT, sleeper_join(&s));

	ASSERT_EQ(0, send_to(self->file, self->box, "12345678", 8));
	poll_asleep(&s, self->other, sleep_in_poll_out);
	EXPECT_EQ(8, move_head(self->file, self->box, elsewhere));
	EXPECT_EQ(POLLOUT, sleeper_join(&s));

	ASSERT_EQ(0, send_to(self->file, self->box, "12345678", 8));
	poll_asleep(&s, self->other, sleep_in_poll_out);
	EXPECT_EQ(8, take_from(self->file, self->box, &parcel));
	EXPECT_EQ(POLLOUT, sleeper_join(&s));

	/* Nobody does anything: a deadline passes. */
	ASSERT_EQ(0, send_soon_late(self->file, self->box, "12345678", 8, 300));
	poll_asleep(&s, self->other, sleep_in_poll_out);
	EXPECT_EQ(POLLOUT, sleeper_join(&s));
	EXPECT_EQ(0, unlink_box(self->file, elsewhere));
}

TEST_F(polled, select)
{
	bool receiver = variant->rights == PARCEL_RIGHT_RECEIVE;
	struct timeval at_once = { 0, 0 };
	fd_set in, out;

	for (int sent = 0; sent < 2; sent++) {
		FD_ZERO(&in);
		FD_ZERO(&out);
		FD_SET(self->other, &in);
		FD_SET(self->other, &out);
		EXPECT_EQ(receiver ? sent : 1,
			  select(self->other + 1, &in, &out, NULL, &at_once));
		EXPECT_EQ(receiver && sent, !!FD_ISSET(self->other, &in));
		EXPECT_EQ(!receiver, !!FD_ISSET(self->other, &out));
		ASSERT_EQ(0, send_to(self->file, self->box, "abc", 3));
	}
}

static int epoll_on(int file, __u32 events)
{
	struct epoll_event event = { .events = events };
	int epoll = epoll_create1(EPOLL_CLOEXEC);

	return epoll_ctl(epoll, EPOLL_CTL_ADD, file, &event) ? -errno : epoll;
}

/* The events, 0 if there are none in time. */
static __u32 epoll_next(int epoll, int milliseconds)
{
	struct epoll_event event = { };

	return epoll_wait(epoll, &event, 1, milliseconds) == 1 ? event.events : 0;
}

TEST_F(polled, epoll_level)
{
	char bytes[16];
	int epoll;

	if (variant->rights != PARCEL_RIGHT_RECEIVE)
		return;
	epoll = epoll_on(self->other, EPOLLIN);
	ASSERT_LE(0, epoll);
	EXPECT_EQ(0, epoll_next(epoll, 0));
	ASSERT_EQ(0, send_to(self->file, self->box, "abc", 3));
	EXPECT_EQ(EPOLLIN, epoll_next(epoll, 1000));
	EXPECT_EQ(EPOLLIN, epoll_next(epoll, 0));
	ASSERT_EQ(3, read(self->other, bytes, sizeof(bytes)));
	EXPECT_EQ(0, epoll_next(epoll, 0));
}

/* Once for each parcel that comes, even if the one before is still there. */
TEST_F(polled, epoll_edge)
{
	char bytes[16];
	int epoll;

	if (variant->rights == PARCEL_RIGHT_RECEIVE) {
		epoll = epoll_on(self->other, EPOLLIN | EPOLLET);
		ASSERT_LE(0, epoll);
		EXPECT_EQ(0, epoll_next(epoll, 0));
		for (int i = 0; i < 2; i++) {
			ASSERT_EQ(0, send_to(self->file, self->box, "abc", 3));
			EXPECT_EQ(EPOLLIN, epoll_next(epoll, 1000));
			EXPECT_EQ(0, epoll_next(epoll, 20));
		}
		return;
	}
	epoll = epoll_on(self->other, EPOLLOUT | EPOLLET);
	ASSERT_LE(0, epoll);
	EXPECT_EQ(EPOLLOUT, epoll_next(epoll, 0));
	EXPECT_EQ(0, epoll_next(epoll, 20));
	ASSERT_EQ(0, send_to(self->file, self->box, "12345678", 8));
	EXPECT_EQ(0, epoll_next(epoll, 20));
	ASSERT_EQ(8, receive_from(self->file, self->box, bytes, sizeof(bytes)));
	EXPECT_EQ(EPOLLOUT, epoll_next(epoll, 1000));
	EXPECT_EQ(0, epoll_next(epoll, 20));
}

/*
 * Situation: box unlinked, and nobody left who may send: the end of the stream. Who polls learns
 * of it from another thread, which unlinks and closes what it has.
 */
TEST_F(polled, unlinked_by_another_thread)
{
	struct sleeper s;
	int epoll;

	/* A sender looks where there is no room. */
	if (variant->rights == PARCEL_RIGHT_SEND)
		ASSERT_EQ(0, send_to(self->file, self->box, "12345678", 8));
	epoll = epoll_on(self->other, EPOLLIN | EPOLLOUT);
	ASSERT_LE(0, epoll);
	poll_asleep(&s, self->other, variant->rights == PARCEL_RIGHT_RECEIVE ?
		    sleep_in_poll_in : sleep_in_poll_out);
	ASSERT_EQ(0, unlink_box(self->file, self->box));
	/* There still is somebody on the other side. */
	EXPECT_TRUE(sleeper_stays(&s));
	EXPECT_EQ(0, epoll_next(epoll, 0));
	ASSERT_EQ(0, close_handle(self->file, self->box));
	if (variant->rights == PARCEL_RIGHT_RECEIVE) {
		EXPECT_EQ(POLLIN | POLLHUP, sleeper_join(&s));
		EXPECT_EQ(EPOLLIN | EPOLLHUP, epoll_next(epoll, 1000));
	} else {
		EXPECT_EQ(POLLERR, sleeper_join(&s));
		EXPECT_EQ(EPOLLERR, epoll_next(epoll, 1000));
	}
}

/* The same if the other side goes by closing its file, which holds a selection too. */
TEST_F(polled, last_one_closes_its_file)
{
	struct sleeper s;

	if (variant->rights == PARCEL_RIGHT_SEND)
		ASSERT_EQ(0, send_to(self->file, self->box, "12345678", 8));
	ASSERT_EQ(0, select_box(self->file, self->box));
	ASSERT_EQ(0, unlink_box(self->file, self->box));
	ASSERT_EQ(0, close_handle(self->file, self->box));
	poll_asleep(&s, self->other, variant->rights == PARCEL_RIGHT_RECEIVE ?
		    sleep_in_poll_in : sleep_in_poll_out);
	EXPECT_TRUE(sleeper_stays(&s));
	close(self->file);
	EXPECT_EQ(variant->rights == PARCEL_RIGHT_RECEIVE ? POLLIN | POLLHUP : POLLERR,
		  sleeper_join(&s));
	self->file = -1;
}

/*
 * Situation: second select on a file: -EBUSY: a file pins its box until release, because pollers
 * keep the wait queue.
 */
TEST_F(polled, a_file_pins_its_box)
{
	int epoll = epoll_on(self->other, EPOLLIN);

	ASSERT_LE(0, epoll);
	EXPECT_EQ(-EBUSY, select_box(self->other, self->handle));
	ASSERT_EQ(0, close_handle(self->other, self->handle));
	ASSERT_EQ(0, unlink_box(self->file, self->box));
	close(self->file);
	EXPECT_EQ(variant->rights == PARCEL_RIGHT_RECEIVE ? EPOLLIN | EPOLLHUP : EPOLLERR,
		  epoll_next(epoll, 1000));
	/* The file goes while epoll still has it. */
	close(self->other);
	EXPECT_EQ(0, epoll_next(epoll, 0));
	close(epoll);
	self->file = -1;
	self->other = -1;
}

/* Situation: nothing selected, with the "none" flag: -ENOTCONN; poll says EPOLLERR. */
TEST(nothing_selected)
{
	struct parcel_select none = { .flags = PARCEL_SELECT_NONE };
	int file = device_open(O_NONBLOCK);
	char bytes[16];

	ASSERT_EQ(0, call(file, PARCEL_IOC_SELECT, &none));
	EXPECT_EQ(POLLERR, poll_file(file, POLLIN | POLLOUT, 0));
	EXPECT_EQ(-ENOTCONN, with_errno(read(file, bytes, sizeof(bytes))));
	EXPECT_EQ(-ENOTCONN, with_errno(write(file, "abc", 3)));
}

/* epoll waits where the file is when it is added, and before the selection that is nowhere. */
TEST(epoll_before_the_selection)
{
	struct parcel_select none = { .flags = PARCEL_SELECT_NONE };
	int file = device_open(O_NONBLOCK), early, late;
	char name[PARCEL_NAME_SIZE];
	__u32 box;

	ASSERT_EQ(0, call(file, PARCEL_IOC_SELECT, &none));
	early = epoll_on(file, EPOLLIN);
	ASSERT_LE(0, early);
	EXPECT_EQ(EPOLLERR, epoll_next(early, 0));

	new_name(name);
	ASSERT_EQ(0, create_box(file, name, 0600, 0, 0, &box));
	ASSERT_EQ(0, select_box(file, box));
	EXPECT_EQ(0, epoll_next(early, 0));
	late = epoll_on(file, EPOLLIN);
	ASSERT_LE(0, late);
	ASSERT_EQ(0, send_to(file, box, "abc", 3));
	EXPECT_EQ(EPOLLIN, epoll_next(late, 1000));
	EXPECT_EQ(0, epoll_next(early, 0));
	EXPECT_EQ(0, unlink_box(file, box));
}

TEST_HARNESS_MAIN
