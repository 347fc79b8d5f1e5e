// SPDX-License-Identifier: GPL-2.0-only
/*
 * The core of the parcel driver: boxes, what goes in and comes out, who waits, and the end.
 */
#include <kunit/test.h>
#include <kunit/visibility.h>
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/cred.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/module.h>
#include <linux/preempt.h>
#include <linux/sched/signal.h>

#include "../driver/safe/parcel_internal.h"

#define BOTH	(PARCEL_RIGHT_SEND | PARCEL_RIGHT_RECEIVE)
#define LONG	(5 * HZ)	/* who has not woken by then never will */

static u8 bytes[PARCEL_MAX_LENGTH];

static struct parcel_own_result new_parcel(u8 mark, size_t length, u64 deadline)
{
	struct kvec vector = { bytes, length };
	struct iov_iter from;

	bytes[0] = mark;
	iov_iter_kvec(&from, ITER_SOURCE, &vector, 1, length);
	own_auto(content_ref, c, content_from_iter(&from));
	if (own_none(c))
		return own_fail(parcel_own, own_err(c));
	own_use(c)->deadline = deadline;
	return parcel_new(own_ok(c));
}

/* The sequence number, or an errno. */
static long send_marked(struct box *box, u8 mark, size_t length, bool wait)
{
	own_auto(parcel_own, p, new_parcel(mark, length, 0));
	u64 sequence = 0;
	int err;

	if (own_none(p))
		return own_err(p);
	err = own_rest(p, box_send(box, own_take(p), wait, &sequence));
	return err ?: (long)sequence;
}

static long send(struct box *box, size_t length)
{
	return send_marked(box, 0, length, false);
}

/* The length, 0 at the end of the stream, or an errno. */
static long receive_marked(struct box *box, u8 *mark, u64 room, bool wait)
{
	struct demand demand = { .buffer_size = room, .wait = wait };

	own_auto(parcel_own, p, box_receive(box, &demand));
	if (own_none(p))
		return own_err(p) == -ENOENT ? 0 : own_err(p);
	*mark = parcel_content(own_use(p))->bytes[0];
	return demand.info.length;
}

static long receive(struct box *box)
{
	u8 mark;

	return receive_marked(box, &mark, U64_MAX, false);
}

static struct parcel_stat stat(struct box *box)
{
	struct parcel_stat stat = { };

	box_stat(box, &stat);
	return stat;
}

/* The device of a test, and a box on it that somebody has opened to send and to receive. */
struct place {
	struct depot_ref_slot depot;
	struct box_ref_slot box;
	struct completion done;
	long result[2];
	size_t length;
};

static struct place place;

static struct depot *depot(void)
{
	return depot_ref_peek(&place.depot);
}

static struct box *box(void)
{
	return box_ref_peek(&place.box);
}

static struct box_ref_result make_box(const char *name, u32 parcels, u64 capacity)
{
	struct parcel_create request = {
		.mode = 0600,
		.capacity_parcels = parcels,
		.capacity_bytes = capacity,
	};

	strscpy(request.name, name);
	own_auto(box_ref, b, depot_create(depot(), &request));
	if (!own_none(b))
		box_opened(own_use(b), BOTH);
	return own_pass(b);
}

static int box_test_init(struct kunit *test)
{
	own_auto(depot_ref, d, depot_new());
	KUNIT_ASSERT_FALSE(test, own_none(d));
	own_auto(depot_ref, old, depot_ref_swap(&place.depot, own_take(d)));

	own_auto(box_ref, b, make_box("box", 4, 100));
	KUNIT_ASSERT_FALSE(test, own_none(b));
	own_auto(box_ref, none, box_ref_swap(&place.box, own_take(b)));
	init_completion(&place.done);
	return 0;
}

static void box_test_exit(struct kunit *test)
{
	own_auto(depot_ref, d, depot_ref_take_from(&place.depot));
	own_auto(box_ref, b, box_ref_take_from(&place.box));

	if (!own_none(d))
		depot_revoke(own_use(d));
}

static void first_in_is_first_out(struct kunit *test)
{
	u8 mark = 0;

	for (int i = 1; i <= 3; i++)
		KUNIT_EXPECT_EQ(test, send_marked(box(), i, 10, false), i);
	for (int i = 1; i <= 3; i++) {
		KUNIT_EXPECT_EQ(test, receive_marked(box(), &mark, U64_MAX, false), 10);
		KUNIT_EXPECT_EQ(test, mark, i);
	}
	KUNIT_EXPECT_EQ(test, receive(box()), -EAGAIN);
}

static void capacity_in_parcels_is_exact(struct kunit *test)
{
	for (int i = 1; i <= 4; i++)
		KUNIT_EXPECT_EQ(test, send(box(), 1), i);
	KUNIT_EXPECT_EQ(test, send(box(), 1), -EAGAIN);
	KUNIT_EXPECT_EQ(test, receive(box()), 1);
	KUNIT_EXPECT_EQ(test, send(box(), 1), 5);
}

static void capacity_in_bytes_is_exact(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, send(box(), 101), -EMSGSIZE);
	KUNIT_EXPECT_EQ(test, send(box(), 100), 1);
	KUNIT_EXPECT_EQ(test, send(box(), 1), -EAGAIN);
	KUNIT_EXPECT_EQ(test, send(box(), 101), -EMSGSIZE);
	KUNIT_EXPECT_EQ(test, receive(box()), 100);
	KUNIT_EXPECT_EQ(test, send(box(), 99), 2);
	KUNIT_EXPECT_EQ(test, send(box(), 2), -EAGAIN);
	KUNIT_EXPECT_EQ(test, send(box(), 1), 3);
	KUNIT_EXPECT_EQ(test, stat(box()).queued_bytes, 100);
}

static void what_is_not_accepted_comes_back(struct kunit *test)
{
	own_auto(parcel_own, p, new_parcel(7, 101, 0));
	u64 sequence = 99;

	if (own_none(p)) {
		KUNIT_FAIL(test, "no memory");
		return;
	}
	KUNIT_EXPECT_EQ(test, own_rest(p, box_send(box(), own_take(p), true, &sequence)),
			-EMSGSIZE);
	KUNIT_EXPECT_FALSE(test, own_none(p));
	KUNIT_EXPECT_EQ(test, sequence, 99);
	KUNIT_EXPECT_EQ(test, stat(box()).sent, 0);
}

static void a_small_buffer_leaves_the_parcel(struct kunit *test)
{
	struct demand demand = { .buffer_size = 9 };
	u8 mark;

	KUNIT_EXPECT_EQ(test, send(box(), 10), 1);
	own_auto(parcel_own, p, box_receive(box(), &demand));
	KUNIT_EXPECT_EQ(test, own_err(p), -EMSGSIZE);
	KUNIT_EXPECT_EQ(test, demand.info.length, 10);
	KUNIT_EXPECT_EQ(test, demand.info.sequence, 1);
	KUNIT_EXPECT_EQ(test, stat(box()).queued_parcels, 1);
	KUNIT_EXPECT_EQ(test, receive_marked(box(), &mark, 10, false), 10);
}

static void a_peek_shares_what_stays(struct kunit *test)
{
	struct demand demand = { .buffer_size = 10 };

	KUNIT_EXPECT_EQ(test, send_marked(box(), 42, 10, false), 1);
	own_auto(content_ref, c, box_peek(box(), &demand));
	KUNIT_EXPECT_EQ(test, stat(box()).received, 0);
	KUNIT_EXPECT_EQ(test, receive(box()), 10);
	/* The parcel is gone, what we look at is not. */
	if (own_none(c))
		KUNIT_FAIL(test, "nothing to peek at");
	else
		KUNIT_EXPECT_EQ(test, own_use(c)->bytes[0], 42);
	own_auto(content_ref, none, box_peek(box(), &demand));
	KUNIT_EXPECT_EQ(test, own_err(none), -EAGAIN);
}

static void what_is_given_back_is_first_again(struct kunit *test)
{
	struct demand demand = { .buffer_size = U64_MAX };
	u8 mark = 0;

	for (int i = 1; i <= 4; i++)
		KUNIT_EXPECT_EQ(test, send_marked(box(), i, 25, false), i);
	own_auto(parcel_own, p, box_receive(box(), &demand));
	if (own_none(p)) {
		KUNIT_FAIL(test, "nothing received");
		return;
	}
	KUNIT_EXPECT_EQ(test, send_marked(box(), 5, 25, false), 5);
	box_give_back(box(), own_take(p));
	KUNIT_EXPECT_EQ(test, stat(box()).queued_parcels, 5);
	KUNIT_EXPECT_EQ(test, stat(box()).queued_bytes, 125);
	KUNIT_EXPECT_EQ(test, stat(box()).received, 0);
	KUNIT_EXPECT_EQ(test, send(box(), 1), -EAGAIN);
	for (int i = 1; i <= 5; i++) {
		KUNIT_EXPECT_EQ(test, receive_marked(box(), &mark, U64_MAX, false), 25);
		KUNIT_EXPECT_EQ(test, mark, i);
	}
}

static void what_is_given_back_to_a_dead_box_is_dropped(struct kunit *test)
{
	struct demand demand = { .buffer_size = U64_MAX };

	KUNIT_EXPECT_EQ(test, send(box(), 1), 1);
	own_auto(parcel_own, p, box_receive(box(), &demand));
	depot_revoke(depot());
	if (own_none(p))
		KUNIT_FAIL(test, "nothing received");
	else
		box_give_back(box(), own_take(p));
	KUNIT_EXPECT_EQ(test, stat(box()).queued_parcels, 0);
}

static void the_stream_ends_with_its_last_sender(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, send(box(), 5), 1);
	box_closed(box(), PARCEL_RIGHT_SEND);
	KUNIT_EXPECT_EQ(test, stat(box()).state, 0);
	KUNIT_EXPECT_EQ(test, depot_unlink(depot(), box()), 0);
	KUNIT_EXPECT_EQ(test, depot_unlink(depot(), box()), -ENOENT);
	KUNIT_EXPECT_EQ(test, stat(box()).state, PARCEL_STATE_UNLINKED);
	KUNIT_EXPECT_EQ(test, receive(box()), 5);
	KUNIT_EXPECT_EQ(test, receive(box()), 0);
	KUNIT_EXPECT_EQ(test, box_poll(box(), PARCEL_RIGHT_RECEIVE),
			EPOLLIN | EPOLLRDNORM | EPOLLHUP);
	box_opened(box(), PARCEL_RIGHT_SEND);
	KUNIT_EXPECT_EQ(test, receive(box()), -EAGAIN);
}

static void nobody_receives_so_nobody_sends(struct kunit *test)
{
	box_closed(box(), PARCEL_RIGHT_RECEIVE);
	KUNIT_EXPECT_EQ(test, send(box(), 5), 1);
	KUNIT_EXPECT_EQ(test, depot_unlink(depot(), box()), 0);
	KUNIT_EXPECT_EQ(test, send(box(), 5), -EPIPE);
	KUNIT_EXPECT_EQ(test, box_poll(box(), PARCEL_RIGHT_SEND), EPOLLERR);
	KUNIT_EXPECT_EQ(test, box_poll(box(), PARCEL_RIGHT_RECEIVE), EPOLLIN | EPOLLRDNORM);
}

static void events_follow_the_rights(struct kunit *test)
{
	const __poll_t in = EPOLLIN | EPOLLRDNORM, out = EPOLLOUT | EPOLLWRNORM;

	KUNIT_EXPECT_EQ(test, box_poll(box(), BOTH), out);
	KUNIT_EXPECT_EQ(test, box_poll(box(), PARCEL_RIGHT_RECEIVE), 0);
	KUNIT_EXPECT_EQ(test, send(box(), 100), 1);
	KUNIT_EXPECT_EQ(test, box_poll(box(), BOTH), in);
	KUNIT_EXPECT_EQ(test, box_poll(box(), PARCEL_RIGHT_SEND), 0);
	KUNIT_EXPECT_EQ(test, box_poll(box(), 0), 0);
	depot_revoke(depot());
	KUNIT_EXPECT_EQ(test, box_poll(box(), 0), EPOLLERR | EPOLLHUP);
}

static void a_move_keeps_order_or_changes_nothing(struct kunit *test)
{
	own_auto(box_ref, other, make_box("other", 1, 50));
	u64 sequence = 0;
	u8 mark = 0;

	if (own_none(other)) {
		KUNIT_FAIL(test, "no second box");
		return;
	}
	KUNIT_EXPECT_EQ(test, box_move(box(), box(), &sequence), -EINVAL);
	KUNIT_EXPECT_EQ(test, box_move(box(), own_use(other), &sequence), -EAGAIN);
	KUNIT_EXPECT_EQ(test, send_marked(box(), 1, 50, false), 1);
	KUNIT_EXPECT_EQ(test, send_marked(box(), 2, 50, false), 2);
	KUNIT_EXPECT_EQ(test, box_move(box(), own_use(other), &sequence), 50);
	KUNIT_EXPECT_EQ(test, sequence, 1);
	KUNIT_EXPECT_EQ(test, box_move(box(), own_use(other), &sequence), -EAGAIN);
	KUNIT_EXPECT_EQ(test, stat(box()).queued_parcels, 1);
	KUNIT_EXPECT_EQ(test, receive_marked(own_use(other), &mark, 50, false), 50);
	KUNIT_EXPECT_EQ(test, mark, 1);
	KUNIT_EXPECT_EQ(test, receive_marked(box(), &mark, 50, false), 50);
	KUNIT_EXPECT_EQ(test, mark, 2);

	KUNIT_EXPECT_EQ(test, send(box(), 51), 3);
	KUNIT_EXPECT_EQ(test, box_move(box(), own_use(other), &sequence), -EMSGSIZE);
	KUNIT_EXPECT_EQ(test, stat(box()).queued_bytes, 51);
	box_closed(own_use(other), PARCEL_RIGHT_RECEIVE);
	KUNIT_EXPECT_EQ(test, depot_unlink(depot(), own_use(other)), 0);
	KUNIT_EXPECT_EQ(test, receive(box()), 51);
	KUNIT_EXPECT_EQ(test, send(box(), 5), 4);
	KUNIT_EXPECT_EQ(test, box_move(box(), own_use(other), &sequence), -EPIPE);
	KUNIT_EXPECT_EQ(test, receive(box()), 5);
	box_closed(box(), PARCEL_RIGHT_SEND);
	KUNIT_EXPECT_EQ(test, depot_unlink(depot(), box()), 0);
	KUNIT_EXPECT_EQ(test, box_move(box(), own_use(other), &sequence), 0);
}

static void the_counters_add_up(struct kunit *test)
{
	struct parcel_stat st;

	for (int i = 0; i < 10; i++) {
		send(box(), 1 + i);
		if (i % 3)
			receive(box());
		st = stat(box());
		KUNIT_EXPECT_EQ(test, st.sent, st.received + st.expired + st.queued_parcels);
	}
}

static void names_are_unique_and_come_free(struct kunit *test)
{
	own_auto(box_ref, twin, make_box("box", 1, 1));
	KUNIT_EXPECT_EQ(test, own_err(twin), -EEXIST);
	own_auto(box_ref, found, depot_open(depot(), "box", PARCEL_RIGHT_SEND));
	KUNIT_EXPECT_EQ(test, own_err(found), 0);
	own_auto(box_ref, missing, depot_open(depot(), "bo", PARCEL_RIGHT_SEND));
	KUNIT_EXPECT_EQ(test, own_err(missing), -ENOENT);
	KUNIT_EXPECT_EQ(test, depot_unlink(depot(), box()), 0);
	own_auto(box_ref, again, make_box("box", 1, 1));
	KUNIT_EXPECT_EQ(test, own_err(again), 0);
	own_auto(box_ref, base, make_box(PARCEL_DEFAULT_NAME, 1, 1));
	if (own_none(base))
		KUNIT_FAIL(test, "no default box");
	else
		KUNIT_EXPECT_EQ(test, depot_unlink(depot(), own_use(base)), -EPERM);
}

static int open_error(u32 rights)
{
	own_auto(box_ref, b, depot_open(depot(), "box", rights));

	if (own_none(b))
		return own_err(b);
	box_closed(own_use(b), rights);
	return 0;
}

static void the_mode_says_who_may_open(struct kunit *test)
{
	struct cred *other = prepare_creds();
	const struct cred *mine;

	KUNIT_ASSERT_NOT_NULL(test, other);
	KUNIT_EXPECT_EQ(test, open_error(PARCEL_RIGHTS), 0);
	other->fsuid = make_kuid(&init_user_ns, 1000);
	other->fsgid = make_kgid(&init_user_ns, 1000);
	cap_clear(other->cap_effective);
	mine = override_creds(other);
	KUNIT_EXPECT_EQ(test, open_error(PARCEL_RIGHT_SEND), -EACCES);
	KUNIT_EXPECT_EQ(test, open_error(PARCEL_RIGHT_RECEIVE), -EACCES);
	KUNIT_EXPECT_EQ(test, open_error(PARCEL_RIGHT_ADMIN), -EACCES);
	box()->mode = 0604;
	KUNIT_EXPECT_EQ(test, open_error(PARCEL_RIGHT_RECEIVE), 0);
	KUNIT_EXPECT_EQ(test, open_error(BOTH), -EACCES);
	box()->mode = 0602;
	KUNIT_EXPECT_EQ(test, open_error(PARCEL_RIGHT_SEND), 0);
	KUNIT_EXPECT_EQ(test, open_error(PARCEL_RIGHT_RECEIVE), -EACCES);
	/* The first class that applies decides, also if it is the stricter one. */
	box()->mode = 0066;
	box()->uid = other->fsuid;
	KUNIT_EXPECT_EQ(test, open_error(PARCEL_RIGHT_SEND), -EACCES);
	KUNIT_EXPECT_EQ(test, open_error(PARCEL_RIGHT_ADMIN), 0);
	box()->uid = GLOBAL_ROOT_UID;
	box()->gid = other->fsgid;
	box()->mode = 0606;
	KUNIT_EXPECT_EQ(test, open_error(PARCEL_RIGHT_SEND), -EACCES);
	box()->mode = 0020;
	KUNIT_EXPECT_EQ(test, open_error(PARCEL_RIGHT_SEND), 0);
	revert_creds(mine);
	put_cred(other);
}

static void limits_are_exact_and_come_back(struct kunit *test)
{
	const unsigned int boxes = max_boxes, per_user = max_boxes_per_user;
	const unsigned long sum = max_bytes;

	max_boxes = 2;
	{
		own_auto(box_ref, second, make_box("second", 1, 1));
		own_auto(box_ref, third, make_box("third", 1, 1));

		KUNIT_EXPECT_EQ(test, own_err(second), 0);
		KUNIT_EXPECT_EQ(test, own_err(third), -ENOSPC);
		if (!own_none(second))
			KUNIT_EXPECT_EQ(test, depot_unlink(depot(), own_use(second)), 0);
	}
	max_boxes = boxes;
	max_boxes_per_user = 2;
	{
		own_auto(box_ref, second, make_box("second", 1, 1));
		own_auto(box_ref, third, make_box("third", 1, 1));

		KUNIT_EXPECT_EQ(test, own_err(second), 0);
		KUNIT_EXPECT_EQ(test, own_err(third), -EDQUOT);
		if (!own_none(second))
			KUNIT_EXPECT_EQ(test, depot_unlink(depot(), own_use(second)), 0);
	}
	max_boxes_per_user = per_user;
	max_bytes = 150;
	{
		own_auto(box_ref, second, make_box("second", 1, 51));
		own_auto(box_ref, third, make_box("third", 1, 50));
		own_auto(box_ref, fourth, make_box("fourth", 1, 1));

		KUNIT_EXPECT_EQ(test, own_err(second), -ENOSPC);
		KUNIT_EXPECT_EQ(test, own_err(third), 0);
		KUNIT_EXPECT_EQ(test, own_err(fourth), -ENOSPC);
	}
	max_bytes = sum;
}

static void a_revoked_depot_says_so(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, send(box(), 1), 1);
	depot_revoke(depot());
	KUNIT_EXPECT_EQ(test, stat(box()).queued_parcels, 0);
	KUNIT_EXPECT_EQ(test, send(box(), 1), -ENODEV);
	KUNIT_EXPECT_EQ(test, receive(box()), -ENODEV);
	KUNIT_EXPECT_EQ(test, depot_unlink(depot(), box()), -ENODEV);
	own_auto(box_ref, made, make_box("new", 1, 1));
	KUNIT_EXPECT_EQ(test, own_err(made), -ENODEV);
	own_auto(box_ref, found, depot_open(depot(), "box", PARCEL_RIGHT_SEND));
	KUNIT_EXPECT_EQ(test, own_err(found), -ENODEV);
	/* Twice is no harm. */
	depot_revoke(depot());
}

static long send_late(struct box *box, u8 mark, u64 after)
{
	own_auto(parcel_own, p, new_parcel(mark, 25, ktime_get_ns() + after));
	u64 sequence;

	if (own_none(p))
		return own_err(p);
	return own_rest(p, box_send(box, own_take(p), false, &sequence));
}

static void a_late_parcel_is_not_received(struct kunit *test)
{
	u8 mark = 0;

	KUNIT_EXPECT_EQ(test, send_late(box(), 1, 0), 0);
	KUNIT_EXPECT_EQ(test, send_marked(box(), 2, 25, false), 2);
	KUNIT_EXPECT_EQ(test, receive_marked(box(), &mark, 25, false), 25);
	KUNIT_EXPECT_EQ(test, mark, 2);
	KUNIT_EXPECT_EQ(test, stat(box()).expired, 1);
	KUNIT_EXPECT_EQ(test, stat(box()).received, 1);
}

static void late_parcels_go_by_themselves(struct kunit *test)
{
	u8 mark = 0;

	KUNIT_EXPECT_EQ(test, send_late(box(), 1, NSEC_PER_SEC * 1000), 0);
	KUNIT_EXPECT_EQ(test, send_late(box(), 2, NSEC_PER_MSEC * 20), 0);
	KUNIT_EXPECT_EQ(test, send_marked(box(), 3, 25, false), 3);
	KUNIT_EXPECT_EQ(test, send_late(box(), 4, NSEC_PER_MSEC * 40), 0);
	for (int i = 0; i < 100 && stat(box()).expired < 2; i++)
		msleep(20);
	KUNIT_EXPECT_EQ(test, stat(box()).expired, 2);
	KUNIT_EXPECT_EQ(test, stat(box()).queued_bytes, 50);
	KUNIT_EXPECT_EQ(test, receive_marked(box(), &mark, 25, false), 25);
	KUNIT_EXPECT_EQ(test, mark, 1);
	KUNIT_EXPECT_EQ(test, receive_marked(box(), &mark, 25, false), 25);
	KUNIT_EXPECT_EQ(test, mark, 3);
}

/* As a file does: made and opened, and then closed and unlinked, in either order. */
static int make_and_leave(bool unlink_first)
{
	own_auto(box_ref, b, make_box("other", 4, 100));
	int err = 0;

	if (own_none(b))
		return own_err(b);
	if (send_late(own_use(b), 1, NSEC_PER_SEC * 1000))
		return -EIO;
	if (unlink_first)
		err = depot_unlink(depot(), own_use(b));
	box_closed(own_use(b), PARCEL_RIGHT_SEND);
	box_closed(own_use(b), PARCEL_RIGHT_RECEIVE);
	return unlink_first ? err : depot_unlink(depot(), own_use(b));
}

static void a_deadline_does_not_keep_a_box(struct kunit *test)
{
	const unsigned int boxes = max_boxes;

	max_boxes = 2;
	KUNIT_EXPECT_EQ(test, make_and_leave(true), 0);
	KUNIT_EXPECT_EQ(test, make_and_leave(false), 0);
	KUNIT_EXPECT_EQ(test, make_and_leave(true), 0);
	max_boxes = boxes;
}

/* Its work is stopped when a box dies, and before that nothing is missed. */
static void a_late_parcel_goes_without_the_work(struct kunit *test)
{
	u8 mark = 0;

	box_expiry_stop(box());
	KUNIT_EXPECT_EQ(test, send_late(box(), 1, NSEC_PER_MSEC * 500), 0);
	KUNIT_EXPECT_EQ(test, send_late(box(), 2, NSEC_PER_MSEC * 500), 0);
	KUNIT_EXPECT_EQ(test, send_late(box(), 3, NSEC_PER_SEC * 1000), 0);
	KUNIT_EXPECT_EQ(test, stat(box()).queued_bytes, 75);
	msleep(600);
	KUNIT_EXPECT_EQ(test, stat(box()).queued_bytes, 75);
	KUNIT_EXPECT_EQ(test, receive_marked(box(), &mark, 25, false), 25);
	KUNIT_EXPECT_EQ(test, mark, 3);
	KUNIT_EXPECT_EQ(test, stat(box()).expired, 2);
	KUNIT_EXPECT_EQ(test, stat(box()).queued_bytes, 0);
	KUNIT_EXPECT_EQ(test, receive(box()), -EAGAIN);
}

/* Who polls, as poll(2) queues it, and as epoll(7) does with EPOLLEXCLUSIVE. */
struct poller {
	struct wait_queue_entry entry;
	struct box *box;
	__poll_t told;
};

static int poller_wake(struct wait_queue_entry *entry, unsigned int mode, int flags, void *key)
{
	struct poller *poller = container_of(entry, struct poller, entry);

	/* No key stands for every event. */
	poller->told |= key_to_poll(key) ?: ~(__force __poll_t)0;
	return 1;
}

static void poller_start(struct poller *poller, struct box *box, bool exclusive)
{
	*poller = (struct poller){ .box = box };
	init_waitqueue_func_entry(&poller->entry, poller_wake);
	if (exclusive)
		add_wait_queue_exclusive(&box->pollers, &poller->entry);
	else
		add_wait_queue(&box->pollers, &poller->entry);
}

static __poll_t poller_stop(struct poller *poller)
{
	remove_wait_queue(&poller->box->pollers, &poller->entry);
	return poller->told;
}

/* An unlinked box that nobody can send to, with one parcel that is all that is left to come. */
static void leave_last_parcel(struct kunit *test, u64 deadline_after)
{
	int err = deadline_after ? send_late(box(), 1, deadline_after) : min(send(box(), 5), 0);

	KUNIT_EXPECT_EQ(test, err, 0);
	box_closed(box(), PARCEL_RIGHT_SEND);
	KUNIT_EXPECT_EQ(test, depot_unlink(depot(), box()), 0);
}

static void pollers_learn_that_the_last_was_received(struct kunit *test)
{
	struct poller poller;

	leave_last_parcel(test, 0);
	poller_start(&poller, box(), false);
	KUNIT_EXPECT_EQ(test, receive(box()), 5);
	KUNIT_EXPECT_TRUE(test, poller_stop(&poller) & EPOLLHUP);
}

static void pollers_learn_that_the_last_was_moved(struct kunit *test)
{
	own_auto(box_ref, other, make_box("other", 4, 100));
	struct poller poller;
	u64 sequence;

	if (own_none(other)) {
		KUNIT_FAIL(test, "no second box");
		return;
	}
	leave_last_parcel(test, 0);
	poller_start(&poller, box(), false);
	KUNIT_EXPECT_EQ(test, box_move(box(), own_use(other), &sequence), 5);
	KUNIT_EXPECT_TRUE(test, poller_stop(&poller) & EPOLLHUP);
}

static void pollers_learn_that_the_last_was_late(struct kunit *test)
{
	struct poller poller;

	leave_last_parcel(test, NSEC_PER_MSEC * 200);
	poller_start(&poller, box(), false);
	for (int i = 0; i < 100 && !READ_ONCE(poller.told); i++)
		msleep(20);
	KUNIT_EXPECT_TRUE(test, poller_stop(&poller) & EPOLLHUP);
	KUNIT_EXPECT_EQ(test, stat(box()).expired, 1);
}

/* As long as there is more to come, or somebody who may send it, it is not the end. */
static void pollers_learn_no_more_than_happened(struct kunit *test)
{
	struct poller poller;

	KUNIT_EXPECT_EQ(test, send(box(), 5), 1);
	KUNIT_EXPECT_EQ(test, send(box(), 5), 2);
	KUNIT_EXPECT_EQ(test, depot_unlink(depot(), box()), 0);
	poller_start(&poller, box(), false);
	KUNIT_EXPECT_EQ(test, receive(box()), 5);
	KUNIT_EXPECT_EQ(test, receive(box()), 5);
	KUNIT_EXPECT_EQ(test, send(box(), 5), 3);
	KUNIT_EXPECT_EQ(test, poller_stop(&poller),
			EPOLLIN | EPOLLRDNORM | EPOLLOUT | EPOLLWRNORM);
}

static void an_end_is_told_to_exclusive_pollers_too(struct kunit *test)
{
	struct poller pollers[2];

	for (int i = 0; i < 2; i++)
		poller_start(&pollers[i], box(), true);
	depot_revoke(depot());
	for (int i = 0; i < 2; i++)
		KUNIT_EXPECT_TRUE(test, poller_stop(&pollers[i]) & EPOLLHUP);
}

/* A thread that does one thing that may take long, and says what came of it. */
struct actor {
	long (*act)(struct actor *actor);
	struct box *box;
	size_t length;
	long result;
	struct task_struct *task;
	struct completion done;
	bool joined;		/* @done has been waited for, which can be done once */
};

static int actor_thread(void *data)
{
	struct actor *actor = data;

	allow_signal(SIGINT);
	allow_signal(SIGKILL);
	actor->result = actor->act(actor);
	kthread_complete_and_exit(&actor->done, 0);
}

static void actor_start(struct kunit *test, struct actor *actor, long (*act)(struct actor *actor),
			struct box *box, size_t length)
{
	*actor = (struct actor){ .act = act, .box = box, .length = length };
	init_completion(&actor->done);
	actor->task = kthread_run(actor_thread, actor, "parcel_actor");
	KUNIT_ASSERT_FALSE(test, IS_ERR(actor->task));
	get_task_struct(actor->task);
}

/* Until it sleeps, which it does after it has found nothing to do. */
static void actor_wait_asleep(struct kunit *test, struct actor *actor)
{
	for (int i = 0; i < 250 && !completion_done(&actor->done); i++) {
		if (READ_ONCE(actor->task->__state) & TASK_INTERRUPTIBLE)
			return;
		msleep(20);
	}
	KUNIT_FAIL(test, "it does not sleep");
}

static bool actor_is_done(struct actor *actor, unsigned long timeout)
{
	if (!actor->joined)
		actor->joined = wait_for_completion_timeout(&actor->done, timeout);
	return actor->joined;
}

/* What it came to; a sleeper that nobody woke is killed, so that the case ends. */
static long actor_join(struct kunit *test, struct actor *actor)
{
	if (!actor_is_done(actor, LONG)) {
		KUNIT_FAIL(test, "nobody woke it");
		send_sig(SIGKILL, actor->task, 1);
		actor_is_done(actor, MAX_SCHEDULE_TIMEOUT);
	}
	put_task_struct(actor->task);
	return actor->result;
}

static long act_receive(struct actor *actor)
{
	u8 mark;

	return receive_marked(actor->box, &mark, actor->length, true);
}

static long act_peek(struct actor *actor)
{
	struct demand demand = { .buffer_size = U64_MAX, .wait = true };

	own_auto(content_ref, c, box_peek(actor->box, &demand));
	return own_none(c) ? own_err(c) : (long)own_use(c)->length;
}

static u8 spare[PARCEL_MAX_LENGTH];

/* Not from the buffer that the test itself writes to. */
static long act_send(struct actor *actor)
{
	struct kvec vector = { spare, actor->length };
	struct iov_iter from;
	u64 sequence;

	iov_iter_kvec(&from, ITER_SOURCE, &vector, 1, actor->length);
	own_auto(parcel_own, p, parcel_new(content_from_iter(&from)));
	if (own_none(p))
		return own_err(p);
	return own_rest(p, box_send(actor->box, own_take(p), true, &sequence));
}

static void sending_wakes_a_receiver(struct kunit *test)
{
	struct actor a;

	actor_start(test, &a, act_receive, box(), 100);
	actor_wait_asleep(test, &a);
	KUNIT_EXPECT_EQ(test, send(box(), 3), 1);
	KUNIT_EXPECT_EQ(test, actor_join(test, &a), 3);
}

static void receiving_wakes_a_sender(struct kunit *test)
{
	struct actor a;

	KUNIT_EXPECT_EQ(test, send(box(), 100), 1);
	actor_start(test, &a, act_send, box(), 60);
	actor_wait_asleep(test, &a);
	KUNIT_EXPECT_EQ(test, receive(box()), 100);
	KUNIT_EXPECT_EQ(test, actor_join(test, &a), 0);
}

static void one_room_wakes_all_that_fit(struct kunit *test)
{
	struct actor a, b;

	KUNIT_EXPECT_EQ(test, send(box(), 100), 1);
	actor_start(test, &a, act_send, box(), 50);
	actor_start(test, &b, act_send, box(), 50);
	actor_wait_asleep(test, &a);
	actor_wait_asleep(test, &b);
	KUNIT_EXPECT_EQ(test, receive(box()), 100);
	KUNIT_EXPECT_EQ(test, actor_join(test, &a), 0);
	KUNIT_EXPECT_EQ(test, actor_join(test, &b), 0);
}

static void room_for_the_second_wakes_the_second(struct kunit *test)
{
	struct actor big, small;

	KUNIT_EXPECT_EQ(test, send(box(), 90), 1);
	KUNIT_EXPECT_EQ(test, send(box(), 10), 2);
	actor_start(test, &big, act_send, box(), 100);
	actor_wait_asleep(test, &big);
	actor_start(test, &small, act_send, box(), 20);
	actor_wait_asleep(test, &small);
	KUNIT_EXPECT_EQ(test, receive(box()), 90);
	KUNIT_EXPECT_EQ(test, actor_join(test, &small), 0);
	KUNIT_EXPECT_FALSE(test, actor_is_done(&big, 0));
	KUNIT_EXPECT_EQ(test, receive(box()), 10);
	KUNIT_EXPECT_EQ(test, receive(box()), 20);
	KUNIT_EXPECT_EQ(test, actor_join(test, &big), 0);
}

static void a_peeker_passes_the_wake_up_on(struct kunit *test)
{
	struct actor first, second;

	actor_start(test, &first, act_peek, box(), 0);
	actor_wait_asleep(test, &first);
	actor_start(test, &second, act_receive, box(), 100);
	actor_wait_asleep(test, &second);
	KUNIT_EXPECT_EQ(test, send(box(), 3), 1);
	KUNIT_EXPECT_EQ(test, actor_join(test, &first), 3);
	KUNIT_EXPECT_EQ(test, actor_join(test, &second), 3);
}

static void who_has_no_room_passes_the_wake_up_on(struct kunit *test)
{
	struct actor first, second;

	actor_start(test, &first, act_receive, box(), 2);
	actor_wait_asleep(test, &first);
	actor_start(test, &second, act_receive, box(), 100);
	actor_wait_asleep(test, &second);
	KUNIT_EXPECT_EQ(test, send(box(), 3), 1);
	KUNIT_EXPECT_EQ(test, actor_join(test, &first), -EMSGSIZE);
	KUNIT_EXPECT_EQ(test, actor_join(test, &second), 3);
}

static void a_signal_interrupts(struct kunit *test)
{
	struct actor receiver, sender;

	actor_start(test, &receiver, act_receive, box(), 100);
	actor_wait_asleep(test, &receiver);
	send_sig(SIGINT, receiver.task, 1);
	KUNIT_EXPECT_EQ(test, actor_join(test, &receiver), -ERESTARTSYS);
	KUNIT_EXPECT_EQ(test, send(box(), 100), 1);
	actor_start(test, &sender, act_send, box(), 1);
	actor_wait_asleep(test, &sender);
	send_sig(SIGINT, sender.task, 1);
	KUNIT_EXPECT_EQ(test, actor_join(test, &sender), -ERESTARTSYS);
	KUNIT_EXPECT_EQ(test, stat(box()).queued_parcels, 1);
}

/* The wake-up may reach the first, which is about to go; the second must have the parcel. */
static void who_is_killed_passes_the_wake_up_on(struct kunit *test)
{
	for (int i = 0; i < 20; i++) {
		struct actor first, second;

		actor_start(test, &first, act_receive, box(), 100);
		actor_wait_asleep(test, &first);
		actor_start(test, &second, act_receive, box(), 100);
		actor_wait_asleep(test, &second);
		own_auto(parcel_own, p, new_parcel(0, 3, 0));
		u64 sequence;

		if (own_none(p)) {
			KUNIT_FAIL(test, "no memory");
			break;
		}
		send_sig(SIGKILL, first.task, 1);
		KUNIT_EXPECT_EQ(test, own_rest(p, box_send(box(), own_take(p), false, &sequence)),
				0);
		KUNIT_EXPECT_EQ(test, actor_join(test, &first), -ERESTARTSYS);
		KUNIT_EXPECT_EQ(test, actor_join(test, &second), 3);
	}
}

/*
 * The same for sure: the first cannot run between the wake-up, which is for it, and its death,
 * because that is its processor.
 */
static void who_was_woken_and_killed_passes_the_wake_up_on(struct kunit *test)
{
	struct actor first, second;
	u64 sequence;
	int err;

	own_auto(parcel_own, p, new_parcel(0, 3, 0));
	KUNIT_ASSERT_FALSE(test, own_none(p));
	migrate_disable();
	actor_start(test, &first, act_receive, box(), 100);
	KUNIT_EXPECT_EQ(test, set_cpus_allowed_ptr(first.task, cpumask_of(smp_processor_id())), 0);
	actor_wait_asleep(test, &first);
	actor_start(test, &second, act_receive, box(), 100);
	actor_wait_asleep(test, &second);
	preempt_disable();
	err = own_rest(p, box_send(box(), own_take(p), false, &sequence));
	send_sig(SIGKILL, first.task, 1);
	preempt_enable();
	migrate_enable();
	KUNIT_EXPECT_EQ(test, err, 0);
	KUNIT_EXPECT_EQ(test, actor_join(test, &first), -ERESTARTSYS);
	KUNIT_EXPECT_EQ(test, actor_join(test, &second), 3);
}

static void the_last_sender_wakes_receivers(struct kunit *test)
{
	struct actor a, b;

	KUNIT_EXPECT_EQ(test, depot_unlink(depot(), box()), 0);
	actor_start(test, &a, act_receive, box(), 100);
	actor_start(test, &b, act_receive, box(), 100);
	actor_wait_asleep(test, &a);
	actor_wait_asleep(test, &b);
	box_closed(box(), PARCEL_RIGHT_SEND);
	KUNIT_EXPECT_EQ(test, actor_join(test, &a), 0);
	KUNIT_EXPECT_EQ(test, actor_join(test, &b), 0);
}

static void unlinking_wakes_senders(struct kunit *test)
{
	struct actor a;

	box_closed(box(), PARCEL_RIGHT_RECEIVE);
	KUNIT_EXPECT_EQ(test, send(box(), 100), 1);
	actor_start(test, &a, act_send, box(), 1);
	actor_wait_asleep(test, &a);
	KUNIT_EXPECT_EQ(test, depot_unlink(depot(), box()), 0);
	KUNIT_EXPECT_EQ(test, actor_join(test, &a), -EPIPE);
}

static void revoking_wakes_everybody(struct kunit *test)
{
	struct actor receiver, sender;

	own_auto(box_ref, other, make_box("other", 1, 1));
	KUNIT_ASSERT_FALSE(test, own_none(other));
	KUNIT_EXPECT_EQ(test, send(own_use(other), 1), 1);
	/* Revoking finds also what has no name any more. */
	KUNIT_EXPECT_EQ(test, depot_unlink(depot(), box()), 0);
	actor_start(test, &receiver, act_receive, box(), 100);
	actor_start(test, &sender, act_send, own_use(other), 1);
	actor_wait_asleep(test, &receiver);
	actor_wait_asleep(test, &sender);
	depot_revoke(depot());
	KUNIT_EXPECT_EQ(test, actor_join(test, &receiver), -ENODEV);
	KUNIT_EXPECT_EQ(test, actor_join(test, &sender), -ENODEV);
}

static void a_deadline_makes_room(struct kunit *test)
{
	struct actor a;

	for (int i = 0; i < 4; i++)
		KUNIT_EXPECT_EQ(test, send_late(box(), i, NSEC_PER_MSEC * 500), 0);
	actor_start(test, &a, act_send, box(), 100);
	KUNIT_EXPECT_EQ(test, actor_join(test, &a), 0);
	KUNIT_EXPECT_EQ(test, stat(box()).expired, 4);
}

static long act_send_many(struct actor *actor)
{
	long err = 0;

	for (int i = 0; i < 2000 && !err; i++) {
		actor->length = 1 + i % 40;
		err = act_send(actor);
	}
	return err;
}

static long act_receive_many(struct actor *actor)
{
	long got = 0;

	for (int i = 0; i < 2000 && got >= 0; i++)
		got = act_receive(actor);
	return got < 0 ? got : 0;
}

static void many_senders_and_receivers_get_through(struct kunit *test)
{
	struct actor actors[6];
	struct parcel_stat st;
	u64 moved = 0;

	for (int i = 0; i < ARRAY_SIZE(actors); i++)
		actor_start(test, &actors[i], i % 2 ? act_send_many : act_receive_many, box(), 100);
	for (int i = 0; i < ARRAY_SIZE(actors); i++) {
		/* A slow machine goes on; who lost a wake-up does not. */
		while (!actor_is_done(&actors[i], 2 * LONG)) {
			st = stat(box());
			if (st.sent + st.received != moved) {
				moved = st.sent + st.received;
				continue;
			}
			KUNIT_FAIL(test, "nothing moves after %llu", moved);
			depot_revoke(depot());
			send_sig(SIGKILL, actors[i].task, 1);
		}
		put_task_struct(actors[i].task);
		KUNIT_EXPECT_EQ(test, actors[i].result, 0);
	}
	st = stat(box());
	KUNIT_EXPECT_EQ(test, st.sent, 6000);
	KUNIT_EXPECT_EQ(test, st.received, 6000);
	KUNIT_EXPECT_EQ(test, st.queued_bytes, 0);
}

static struct kunit_case box_cases[] = {
	KUNIT_CASE(first_in_is_first_out),
	KUNIT_CASE(capacity_in_parcels_is_exact),
	KUNIT_CASE(capacity_in_bytes_is_exact),
	KUNIT_CASE(what_is_not_accepted_comes_back),
	KUNIT_CASE(a_small_buffer_leaves_the_parcel),
	KUNIT_CASE(a_peek_shares_what_stays),
	KUNIT_CASE(what_is_given_back_is_first_again),
	KUNIT_CASE(what_is_given_back_to_a_dead_box_is_dropped),
	KUNIT_CASE(the_stream_ends_with_its_last_sender),
	KUNIT_CASE(nobody_receives_so_nobody_sends),
	KUNIT_CASE(events_follow_the_rights),
	KUNIT_CASE(a_move_keeps_order_or_changes_nothing),
	KUNIT_CASE(the_counters_add_up),
	KUNIT_CASE(names_are_unique_and_come_free),
	KUNIT_CASE(the_mode_says_who_may_open),
	KUNIT_CASE(limits_are_exact_and_come_back),
	KUNIT_CASE(a_revoked_depot_says_so),
	KUNIT_CASE(a_late_parcel_is_not_received),
	KUNIT_CASE(late_parcels_go_by_themselves),
	KUNIT_CASE(a_deadline_does_not_keep_a_box),
	KUNIT_CASE(a_late_parcel_goes_without_the_work),
	KUNIT_CASE(pollers_learn_that_the_last_was_received),
	KUNIT_CASE(pollers_learn_that_the_last_was_moved),
	KUNIT_CASE(pollers_learn_that_the_last_was_late),
	KUNIT_CASE(pollers_learn_no_more_than_happened),
	KUNIT_CASE(an_end_is_told_to_exclusive_pollers_too),
	KUNIT_CASE(sending_wakes_a_receiver),
	KUNIT_CASE(receiving_wakes_a_sender),
	KUNIT_CASE(one_room_wakes_all_that_fit),
	KUNIT_CASE(room_for_the_second_wakes_the_second),
	KUNIT_CASE(a_peeker_passes_the_wake_up_on),
	KUNIT_CASE(who_has_no_room_passes_the_wake_up_on),
	KUNIT_CASE(a_signal_interrupts),
	KUNIT_CASE_SLOW(who_is_killed_passes_the_wake_up_on),
	KUNIT_CASE(who_was_woken_and_killed_passes_the_wake_up_on),
	KUNIT_CASE(the_last_sender_wakes_receivers),
	KUNIT_CASE(unlinking_wakes_senders),
	KUNIT_CASE(revoking_wakes_everybody),
	KUNIT_CASE(a_deadline_makes_room),
	KUNIT_CASE_SLOW(many_senders_and_receivers_get_through),
	{ }
};

static struct kunit_suite box_suite = {
	.name = "parcel_box",
	.init = box_test_init,
	.exit = box_test_exit,
	.test_cases = box_cases,
};

kunit_test_suite(box_suite);

MODULE_IMPORT_NS("EXPORTED_FOR_KUNIT_TESTING");
MODULE_DESCRIPTION("KUnit: the core of the parcel driver");
MODULE_LICENSE("GPL");
