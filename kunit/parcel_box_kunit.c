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
#include "until.h"

#define BOTH	(PARCEL_RIGHT_SEND | PARCEL_RIGHT_RECEIVE)
#define LONG	(60 * HZ)	/* who has not woken by then never will */

static u8 bytes[PARCEL_MAX_LENGTH];

/* The device of a test, and a box on it that one has opened to send and one to receive. */
struct place {
	struct depot_ref_slot depot;
	struct opener_ref_slot us;
	struct box_ref_slot box;
	struct seat_own_slot sender;
	struct seat_own_slot receiver;
	struct completion done;
	long result[2];
	size_t length;
};

static struct place place;

static const struct depot *depot(void)
{
	own_peek(depot_ref, d, &place.depot);

	return own_none(d) ? NULL : own_use(d);
}

static const struct opener *us(void)
{
	own_peek(opener_ref, u, &place.us);

	return own_none(u) ? NULL : own_use(u);
}

static const struct box *box(void)
{
	own_peek(box_ref, b, &place.box);

	return own_none(b) ? NULL : own_use(b);
}

/* To change what never changes. */
static struct box *writable_box(void)
{
	return (struct box *)box();
}

static struct parcel_own_result new_parcel(u8 mark, size_t length, u64 deadline)
{
	struct kvec vector = { bytes, length };
	struct iov_iter from;

	bytes[0] = mark;
	iov_iter_kvec(&from, ITER_SOURCE, &vector, 1, length);
	own_auto(content_ref, c, content_from_iter(&from));
	if (own_none(c))
		return own_fail(parcel_own, own_err(c));
	*(u64 *)&own_use(c)->deadline = deadline;	/* nobody shares it yet */
	return parcel_new(own_ok(c), us());
}

/* The sequence number, or an errno. */
static long send_marked(const struct box *box, u8 mark, size_t length, bool wait)
{
	own_auto(parcel_own, p, new_parcel(mark, length, 0));
	u64 sequence = 0;
	int err;

	if (own_none(p))
		return own_err(p);
	err = own_rest(p, box_send(box, own_take(p), wait, &sequence));
	return err ?: (long)sequence;
}

static long send(const struct box *box, size_t length)
{
	return send_marked(box, 0, length, false);
}

/* The length, 0 at the end of the stream, or an errno. */
static long receive_marked(const struct box *box, u8 *mark, u64 room, bool wait)
{
	struct demand demand = { .buffer_size = room, .wait = wait };

	own_auto(parcel_own, p, box_receive(box, &demand));
	if (own_none(p))
		return own_err(p) == -ENOENT ? 0 : own_err(p);
	const struct content *content = parcel_content(own_use(p));

	own_result(own_bytes_item, first, own_bytes_get(content_payload(content), 0));
	if (own_none(first))
		return own_err(first);
	*mark = *own_value(first);
	own_drop(parcel_own, p);
	box_received(box, demand.info.length);
	return demand.info.length;
}

static long receive(const struct box *box)
{
	u8 mark;

	return receive_marked(box, &mark, U64_MAX, false);
}

static struct parcel_stat stat(const struct box *box)
{
	struct parcel_stat stat = { };

	box_stat(box, &stat);
	return stat;
}

static struct seat_own_result sit(const struct box *box, u32 rights)
{
	own_auto(seat_own, seat, seat_new());

	if (own_none(seat))
		return own_pass(seat);
	seat_take(own_mut(seat), box_ref_get(box), rights);
	return own_ok(seat);
}

static void sender_leaves(void)
{
	own_auto(seat_own, seat, seat_own_take_from(&place.sender));
}

static void receiver_leaves(void)
{
	own_auto(seat_own, seat, seat_own_take_from(&place.receiver));
}

static struct seat_own_result make_box_for(const struct opener *opener, u32 rights,
					   const char *name, u32 parcels, u64 capacity)
{
	struct parcel_create request = {
		.mode = 0600,
		.rights = rights,
		.capacity_parcels = parcels,
		.capacity_bytes = capacity,
	};

	strscpy(request.name, name);
	return depot_create(depot(), opener, &request);
}

static struct seat_own_result make_box_as(const struct opener *opener, const char *name,
					  u32 parcels, u64 capacity)
{
	return make_box_for(opener, BOTH, name, parcels, capacity);
}

static struct seat_own_result make_box(const char *name, u32 parcels, u64 capacity)
{
	return make_box_as(us(), name, parcels, capacity);
}

/* Somebody without capabilities opens the device. */
static struct opener_ref_result somebody(uid_t uid)
{
	struct cred *cred = prepare_creds();

	if (!cred)
		return own_fail(opener_ref, -ENOMEM);
	cred->euid = make_kuid(&init_user_ns, uid);
	cred->fsuid = cred->euid;
	cap_clear(cred->cap_effective);
	own_auto(opener_ref, opener, opener_new(depot(), cred));
	put_cred(cred);
	return own_pass(opener);
}

static int box_test_init(struct kunit *test)
{
	own_auto(depot_ref, d, depot_new());
	KUNIT_ASSERT_FALSE(test, own_none(d));
	depot_ref_set(&place.depot, own_take(d));

	own_auto(opener_ref, u, opener_new(depot(), current_cred()));
	KUNIT_ASSERT_FALSE(test, own_none(u));
	opener_ref_set(&place.us, own_take(u));
	own_auto(seat_own, sender, make_box_for(us(), PARCEL_RIGHT_SEND, "box", 4, 100));
	KUNIT_ASSERT_FALSE(test, own_none(sender));
	box_ref_set(&place.box, box_ref_get(seat_box(own_use(sender))));
	seat_own_set(&place.sender, own_take(sender));
	own_auto(seat_own, receiver, depot_open(depot(), us(), "box", PARCEL_RIGHT_RECEIVE));
	KUNIT_ASSERT_FALSE(test, own_none(receiver));
	seat_own_set(&place.receiver, own_take(receiver));
	init_completion(&place.done);
	return 0;
}

static void box_test_exit(struct kunit *test)
{
	own_auto(depot_ref, d, depot_ref_take_from(&place.depot));
	own_auto(opener_ref, u, opener_ref_take_from(&place.us));
	own_auto(box_ref, b, box_ref_take_from(&place.box));
	own_auto(seat_own, sender, seat_own_take_from(&place.sender));
	own_auto(seat_own, receiver, seat_own_take_from(&place.receiver));

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
	/* Its place is kept. */
	KUNIT_EXPECT_EQ(test, send_marked(box(), 5, 25, false), -EAGAIN);
	KUNIT_EXPECT_EQ(test, stat(box()).queued_parcels, 4);
	KUNIT_EXPECT_EQ(test, stat(box()).received, 0);
	box_give_back(box(), own_take(p));
	KUNIT_EXPECT_EQ(test, stat(box()).queued_parcels, 4);
	KUNIT_EXPECT_EQ(test, stat(box()).queued_bytes, 100);
	KUNIT_EXPECT_EQ(test, stat(box()).received, 0);
	KUNIT_EXPECT_EQ(test, send(box(), 1), -EAGAIN);
	for (int i = 1; i <= 4; i++) {
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
	sender_leaves();
	KUNIT_EXPECT_EQ(test, stat(box()).state, 0);
	KUNIT_EXPECT_EQ(test, depot_unlink(depot(), box()), 0);
	KUNIT_EXPECT_EQ(test, depot_unlink(depot(), box()), -ENOENT);
	KUNIT_EXPECT_EQ(test, stat(box()).state, PARCEL_STATE_UNLINKED);
	KUNIT_EXPECT_EQ(test, receive(box()), 5);
	KUNIT_EXPECT_EQ(test, receive(box()), 0);
	KUNIT_EXPECT_EQ(test, box_poll(box(), PARCEL_RIGHT_RECEIVE),
			EPOLLIN | EPOLLRDNORM | EPOLLHUP);
	own_auto(seat_own, another, sit(box(), PARCEL_RIGHT_SEND));
	KUNIT_EXPECT_EQ(test, own_err(another), 0);
	KUNIT_EXPECT_EQ(test, receive(box()), -EAGAIN);
}

static void nobody_receives_so_nobody_sends(struct kunit *test)
{
	receiver_leaves();
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
	own_auto(seat_own, seat, make_box_for(us(), PARCEL_RIGHT_SEND, "other", 1, 50));
	u64 sequence = 0;
	u8 mark = 0;

	KUNIT_ASSERT_FALSE(test, own_none(seat));
	const struct box *other = seat_box(own_use(seat));

	own_auto(seat_own, receiver, sit(other, PARCEL_RIGHT_RECEIVE));
	KUNIT_ASSERT_FALSE(test, own_none(receiver));
	KUNIT_EXPECT_EQ(test, box_move(box(), box(), &sequence), -EINVAL);
	KUNIT_EXPECT_EQ(test, box_move(box(), other, &sequence), -EAGAIN);
	KUNIT_EXPECT_EQ(test, send_marked(box(), 1, 50, false), 1);
	KUNIT_EXPECT_EQ(test, send_marked(box(), 2, 50, false), 2);
	KUNIT_EXPECT_EQ(test, box_move(box(), other, &sequence), 50);
	KUNIT_EXPECT_EQ(test, sequence, 1);
	KUNIT_EXPECT_EQ(test, box_move(box(), other, &sequence), -EAGAIN);
	KUNIT_EXPECT_EQ(test, stat(box()).queued_parcels, 1);
	KUNIT_EXPECT_EQ(test, receive_marked(other, &mark, 50, false), 50);
	KUNIT_EXPECT_EQ(test, mark, 1);
	KUNIT_EXPECT_EQ(test, receive_marked(box(), &mark, 50, false), 50);
	KUNIT_EXPECT_EQ(test, mark, 2);

	KUNIT_EXPECT_EQ(test, send(box(), 51), 3);
	KUNIT_EXPECT_EQ(test, box_move(box(), other, &sequence), -EMSGSIZE);
	KUNIT_EXPECT_EQ(test, stat(box()).queued_bytes, 51);
	own_drop(seat_own, receiver);
	KUNIT_EXPECT_EQ(test, depot_unlink(depot(), other), 0);
	KUNIT_EXPECT_EQ(test, receive(box()), 51);
	KUNIT_EXPECT_EQ(test, send(box(), 5), 4);
	KUNIT_EXPECT_EQ(test, box_move(box(), other, &sequence), -EPIPE);
	KUNIT_EXPECT_EQ(test, receive(box()), 5);
	sender_leaves();
	KUNIT_EXPECT_EQ(test, depot_unlink(depot(), box()), 0);
	KUNIT_EXPECT_EQ(test, box_move(box(), other, &sequence), 0);
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

static u32 hash_of_same_name(const struct depot *depot)
{
	struct parcel_create request = { .name = "box", .mode = 0600, .rights = BOTH };

	own_auto(opener_ref, they, opener_new(depot, current_cred()));
	if (own_none(they))
		return box()->hash;
	own_auto(seat_own, seat, depot_create(depot, own_use(they), &request));
	return own_none(seat) ? box()->hash : seat_box(own_use(seat))->hash;
}

/* Or somebody could find out which names meet in one place. */
static void each_device_hashes_in_its_own_way(struct kunit *test)
{
	own_auto(depot_ref, other, depot_new());
	KUNIT_ASSERT_FALSE(test, own_none(other));
	KUNIT_EXPECT_NE(test, hash_of_same_name(own_use(other)), box()->hash);
	depot_revoke(own_use(other));
}

static void names_are_unique_and_come_free(struct kunit *test)
{
	own_auto(seat_own, twin, make_box("box", 1, 1));
	KUNIT_EXPECT_EQ(test, own_err(twin), -EEXIST);
	own_auto(seat_own, found, depot_open(depot(), us(), "box", PARCEL_RIGHT_SEND));
	KUNIT_EXPECT_EQ(test, own_err(found), 0);
	own_auto(seat_own, missing, depot_open(depot(), us(), "bo", PARCEL_RIGHT_SEND));
	KUNIT_EXPECT_EQ(test, own_err(missing), -ENOENT);
	KUNIT_EXPECT_EQ(test, depot_unlink(depot(), box()), 0);
	own_auto(seat_own, again, make_box("box", 1, 1));
	KUNIT_EXPECT_EQ(test, own_err(again), 0);
	own_auto(seat_own, base, make_box(PARCEL_DEFAULT_NAME, 1, 1));
	if (own_none(base))
		KUNIT_FAIL(test, "no default box");
	else
		KUNIT_EXPECT_EQ(test, depot_unlink(depot(), seat_box(own_use(base))), -EPERM);
}

static int open_error(u32 rights)
{
	own_auto(opener_ref, opener, opener_new(depot(), current_cred()));
	if (own_none(opener))
		return own_err(opener);
	own_auto(seat_own, seat, depot_open(depot(), own_use(opener), "box", rights));
	return own_err(seat);
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
	writable_box()->mode = 0604;
	KUNIT_EXPECT_EQ(test, open_error(PARCEL_RIGHT_RECEIVE), 0);
	KUNIT_EXPECT_EQ(test, open_error(BOTH), -EACCES);
	writable_box()->mode = 0602;
	KUNIT_EXPECT_EQ(test, open_error(PARCEL_RIGHT_SEND), 0);
	KUNIT_EXPECT_EQ(test, open_error(PARCEL_RIGHT_RECEIVE), -EACCES);
	/* The first class that applies decides, also if it is the stricter one. */
	writable_box()->mode = 0066;
	writable_box()->uid = other->fsuid;
	KUNIT_EXPECT_EQ(test, open_error(PARCEL_RIGHT_SEND), -EACCES);
	KUNIT_EXPECT_EQ(test, open_error(PARCEL_RIGHT_ADMIN), 0);
	writable_box()->uid = GLOBAL_ROOT_UID;
	writable_box()->gid = other->fsgid;
	writable_box()->mode = 0606;
	KUNIT_EXPECT_EQ(test, open_error(PARCEL_RIGHT_SEND), -EACCES);
	writable_box()->mode = 0020;
	KUNIT_EXPECT_EQ(test, open_error(PARCEL_RIGHT_SEND), 0);
	revert_creds(mine);
	put_cred(other);
}

static void limits_are_exact_and_come_back(struct kunit *test)
{
	const unsigned long sum = max_bytes;
	const unsigned int boxes = max_boxes;

	max_boxes = 2;
	{
		own_auto(seat_own, second, make_box("second", 1, 1));
		own_auto(seat_own, third, make_box("third", 1, 1));

		KUNIT_EXPECT_EQ(test, own_err(second), 0);
		KUNIT_EXPECT_EQ(test, own_err(third), -ENOSPC);
		if (!own_none(second))
			KUNIT_EXPECT_EQ(test, depot_unlink(depot(), seat_box(own_use(second))), 0);
	}
	max_boxes = boxes;
	/* That of the test has 4 places and 100 bytes. */
	max_bytes = 100 + 4 * PARCEL_OVERHEAD + 50 + PARCEL_OVERHEAD;
	{
		own_auto(seat_own, second, make_box("second", 1, 51));
		own_auto(seat_own, third, make_box("third", 1, 50));
		own_auto(seat_own, fourth, make_box("fourth", 1, 1));

		KUNIT_EXPECT_EQ(test, own_err(second), -ENOSPC);
		KUNIT_EXPECT_EQ(test, own_err(third), 0);
		KUNIT_EXPECT_EQ(test, own_err(fourth), -ENOSPC);
	}
	max_bytes = sum;
}

static long used(const struct opener *opener, enum share_of what)
{
	return atomic_long_read(own_shared(&opener_share(opener)->used[what]));
}

/* As many boxes and bytes as a user may have, and then those of another user. */
static void a_user_has_a_share(struct kunit *test)
{
	const unsigned long boxes = share_limits[SHARE_BOXES], sum = share_limits[SHARE_BYTES];

	own_auto(opener_ref, one, somebody(1000));
	KUNIT_ASSERT_FALSE(test, own_none(one));
	own_auto(opener_ref, again, somebody(1000));
	KUNIT_ASSERT_FALSE(test, own_none(again));
	own_auto(opener_ref, two, somebody(1001));
	KUNIT_ASSERT_FALSE(test, own_none(two));
	KUNIT_EXPECT_PTR_EQ(test, opener_share(own_use(one)), opener_share(own_use(again)));
	KUNIT_EXPECT_PTR_NE(test, opener_share(own_use(one)), opener_share(own_use(two)));

	share_limits[SHARE_BOXES] = 1;
	{
		own_auto(seat_own, first, make_box_as(own_use(one), "first", 1, 1));
		own_auto(seat_own, second, make_box_as(own_use(again), "second", 1, 1));
		own_auto(seat_own, third, make_box_as(own_use(two), "third", 1, 1));
		own_auto(seat_own, ours, make_box("ours", 1, 1));
		own_auto(seat_own, more, make_box("more", 1, 1));

		KUNIT_EXPECT_EQ(test, own_err(first), 0);
		KUNIT_EXPECT_EQ(test, own_err(second), -EDQUOT);
		KUNIT_EXPECT_EQ(test, own_err(third), 0);
		KUNIT_EXPECT_EQ(test, own_err(ours), 0);
		KUNIT_EXPECT_EQ(test, own_err(more), 0);
		if (!own_none(first))
			KUNIT_EXPECT_EQ(test, depot_unlink(depot(), seat_box(own_use(first))), 0);
		KUNIT_EXPECT_EQ(test, used(own_use(one), SHARE_BOXES), 1);
	}
	share_limits[SHARE_BOXES] = boxes;
	KUNIT_EXPECT_EQ(test, used(own_use(one), SHARE_BOXES), 0);
	KUNIT_EXPECT_EQ(test, used(own_use(one), SHARE_BYTES), 0);
	share_limits[SHARE_BYTES] = 2 * (50 + PARCEL_OVERHEAD) + 1;
	{
		own_auto(seat_own, first, make_box_as(own_use(one), "fourth", 1, 50));
		/* A parcel is a byte at least, so more places than bytes are none. */
		own_auto(seat_own, second, make_box_as(own_use(one), "fifth", 51, 1));
		own_auto(seat_own, third, make_box_as(own_use(one), "sixth", 1, 51));

		KUNIT_EXPECT_EQ(test, own_err(first), 0);
		KUNIT_EXPECT_EQ(test, own_err(second), 0);
		KUNIT_EXPECT_EQ(test, used(own_use(one), SHARE_BYTES), 51 + 2 * PARCEL_OVERHEAD);
		KUNIT_EXPECT_EQ(test, own_err(third), -EDQUOT);
		KUNIT_EXPECT_EQ(test, used(own_use(one), SHARE_BOXES), 2);
	}
	share_limits[SHARE_BYTES] = sum;
}

/* The last eighth of the device is for who may exceed limits. */
static void the_administrator_has_a_reserve(struct kunit *test)
{
	const unsigned long sum = max_bytes;
	const unsigned int boxes = max_boxes;

	own_auto(opener_ref, one, somebody(1000));
	KUNIT_ASSERT_FALSE(test, own_none(one));
	max_boxes = 8;
	for (char name[] = "a"; name[0] <= 'f'; name[0]++) {
		own_auto(seat_own, b, make_box_as(own_use(one), name, 1, 1));
		KUNIT_EXPECT_EQ(test, own_err(b), 0);
	}
	own_auto(seat_own, seventh, make_box_as(own_use(one), "g", 1, 1));
	KUNIT_EXPECT_EQ(test, own_err(seventh), -ENOSPC);
	own_auto(seat_own, ours, make_box("g", 1, 1));
	KUNIT_EXPECT_EQ(test, own_err(ours), 0);
	own_auto(seat_own, more, make_box("h", 1, 1));
	KUNIT_EXPECT_EQ(test, own_err(more), -ENOSPC);
	max_boxes = boxes;
	/* Those above come to less than 16 KiB. */
	max_bytes = SZ_64K;
	own_auto(seat_own, large, make_box_as(own_use(one), "i", 1, SZ_32K + SZ_16K));
	KUNIT_EXPECT_EQ(test, own_err(large), -ENOSPC);
	own_auto(seat_own, ours_too, make_box("i", 1, SZ_32K + SZ_16K));
	KUNIT_EXPECT_EQ(test, own_err(ours_too), 0);
	max_bytes = sum;
}

/* Each box once, whosever and with whatever name, also without one. */
static void boxes_can_be_listed(struct kunit *test)
{
	own_auto(seat_own, other, make_box("other", 1, 1));
	unsigned int seen = 0, n = 0;
	unsigned long id = 0;
	bool more;

	KUNIT_ASSERT_FALSE(test, own_none(other));
	KUNIT_EXPECT_EQ(test, depot_unlink(depot(), box()), 0);
	do {
		own_auto(box_ref, b, depot_next_box(depot(), &id));

		more = !own_none(b);
		if (more) {
			n++;
			seen |= own_use(b) == box() ? 1 :
				own_use(b) == seat_box(own_use(other)) ? 2 : 4;
		}
	} while (more);
	KUNIT_EXPECT_EQ(test, n, 2);
	KUNIT_EXPECT_EQ(test, seen, 3);
}

static void a_revoked_depot_says_so(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, send(box(), 1), 1);
	depot_revoke(depot());
	KUNIT_EXPECT_EQ(test, stat(box()).queued_parcels, 0);
	KUNIT_EXPECT_EQ(test, send(box(), 1), -ENODEV);
	KUNIT_EXPECT_EQ(test, receive(box()), -ENODEV);
	KUNIT_EXPECT_EQ(test, depot_unlink(depot(), box()), -ENODEV);
	own_auto(seat_own, made, make_box("new", 1, 1));
	KUNIT_EXPECT_EQ(test, own_err(made), -ENODEV);
	own_auto(seat_own, found, depot_open(depot(), us(), "box", PARCEL_RIGHT_SEND));
	KUNIT_EXPECT_EQ(test, own_err(found), -ENODEV);
	/* Twice is no harm. */
	depot_revoke(depot());
}

static long send_late(const struct box *box, u8 mark, u64 after)
{
	own_auto(parcel_own, p, new_parcel(mark, 25, ktime_get_ns() + after));
	u64 sequence;

	if (own_none(p))
		return own_err(p);
	return own_rest(p, box_send(box, own_take(p), false, &sequence));
}

/* At once, though files and their box live on. */
static void what_is_in_a_dead_box_is_dropped(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, send_late(box(), 1, NSEC_PER_SEC * 1000), 0);
	KUNIT_EXPECT_EQ(test, used(us(), SHARE_DEADLINES), 1);
	depot_revoke(depot());
	KUNIT_EXPECT_EQ(test, used(us(), SHARE_DEADLINES), 0);
}

static void a_late_parcel_is_not_received(struct kunit *test)
{
	u8 mark = 0;

	KUNIT_EXPECT_EQ(test, send_late(box(), 1, 0), 0);
	KUNIT_EXPECT_EQ(test, send_marked(box(), 2, 25, false), 2);
	KUNIT_EXPECT_EQ(test, receive_marked(box(), &mark, 25, false), 25);
	KUNIT_EXPECT_EQ(test, mark, 2);
	KUNIT_EXPECT_EQ(test, receive(box()), -EAGAIN);
	/* Its work may be about to free and count it. */
	box_expiry_stop(box());
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
	until(stat(box()).expired == 2);
	KUNIT_EXPECT_EQ(test, stat(box()).expired, 2);
	KUNIT_EXPECT_EQ(test, stat(box()).queued_bytes, 50);
	KUNIT_EXPECT_EQ(test, receive_marked(box(), &mark, 25, false), 25);
	KUNIT_EXPECT_EQ(test, mark, 1);
	KUNIT_EXPECT_EQ(test, receive_marked(box(), &mark, 25, false), 25);
	KUNIT_EXPECT_EQ(test, mark, 3);
}

/* It may have become late on its way into the box. */
static void what_comes_late_goes_by_itself(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, send_late(box(), 1, 0), 0);
	until(stat(box()).expired);
	KUNIT_EXPECT_EQ(test, stat(box()).expired, 1);
}

/* As a file does: made and opened, and then closed and unlinked, in either order. */
static int make_and_leave(bool unlink_first)
{
	own_auto(seat_own, seat, make_box("other", 4, 100));
	int err = 0;

	if (own_none(seat))
		return own_err(seat);
	own_auto(box_ref, b, box_ref_get(seat_box(own_use(seat))));
	if (send_late(own_use(b), 1, NSEC_PER_SEC * 1000))
		return -EIO;
	if (unlink_first)
		err = depot_unlink(depot(), own_use(b));
	own_drop(seat_own, seat);
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
	KUNIT_EXPECT_EQ(test, receive(box()), -EAGAIN);
	KUNIT_EXPECT_EQ(test, stat(box()).expired, 2);
	KUNIT_EXPECT_EQ(test, stat(box()).queued_bytes, 0);
}

static unsigned int in_the_box(void)
{
	own_guard(spinlock, state, &box()->state);

	return parcel_queue_len(&state->queue) + parcel_queue_len(&state->late);
}

/* Senders do not rely on the work, which they might starve: they drop what stands in their way. */
static void a_late_parcel_counts_until_it_is_freed(struct kunit *test)
{
	struct parcel_stat st;

	box_expiry_stop(box());
	for (int i = 0; i < 100; i++) {
		KUNIT_EXPECT_EQ(test, send_late(box(), i, 0), 0);
		st = stat(box());
		KUNIT_EXPECT_LE(test, in_the_box(), 4);
		KUNIT_EXPECT_EQ(test, st.queued_parcels, in_the_box());
		KUNIT_EXPECT_EQ(test, st.queued_bytes, 25 * in_the_box());
		KUNIT_EXPECT_EQ(test, st.sent, st.expired + st.queued_parcels);
	}
}

/* All that have a deadline are late from now on, and the work does not know. */
static void make_late(struct box_state *state)
{
	for (struct rb_node *node = rb_first_cached(&state->deadlines); node; node = rb_next(node))
		*(u64 *)&parcel_content(rb_entry(node, struct parcel, due))->deadline = 1;
}

static void few_go_under_one_lock(struct kunit *test)
{
	own_auto(seat_own, seat, make_box("large", 1000, 100000));
	unsigned int before = 0, after = 0, looks = 0;
	bool more;

	KUNIT_ASSERT_FALSE(test, own_none(seat));
	const struct box *large = seat_box(own_use(seat));

	box_expiry_stop(large);
	for (int i = 0; i < 1000; i++)
		KUNIT_EXPECT_EQ(test, send_late(large, 0, NSEC_PER_SEC * 1000), 0);
	own_scoped_guard(spinlock, state, &large->state)
		make_late(state);
	do {
		own_scoped_guard(spinlock, state, &large->state) {
			before = parcel_queue_len(&state->late);
			more = box_set_late_aside(state);
			after = parcel_queue_len(&state->late);
		}
		KUNIT_EXPECT_LE(test, after - before, 16);
		looks++;
	} while (more && looks < 1000);
	KUNIT_EXPECT_EQ(test, after, 1000);
	KUNIT_EXPECT_LE(test, looks, 1000 / 16 + 1);
	KUNIT_EXPECT_EQ(test, box_drop_late(large, 10), 10);
	KUNIT_EXPECT_EQ(test, stat(large).expired, 10);
	KUNIT_EXPECT_EQ(test, receive(large), -EAGAIN);
	KUNIT_EXPECT_EQ(test, stat(large).expired, 1000);
}

static void a_deadline_counts_until_its_parcel_is_gone(struct kunit *test)
{
	const unsigned long most = share_limits[SHARE_DEADLINES];
	u8 mark;

	KUNIT_EXPECT_EQ(test, send_late(box(), 1, NSEC_PER_SEC * 1000), 0);
	KUNIT_EXPECT_EQ(test, used(us(), SHARE_DEADLINES), 1);
	KUNIT_EXPECT_EQ(test, send(box(), 1), 2);
	KUNIT_EXPECT_EQ(test, used(us(), SHARE_DEADLINES), 1);
	{
		own_auto(opener_ref, one, somebody(1000));
		KUNIT_ASSERT_FALSE(test, own_none(one));
		share_limits[SHARE_DEADLINES] = 1;
		KUNIT_EXPECT_EQ(test, share_charge(opener_share(own_use(one)), SHARE_DEADLINES, 1,
						   own_use(one)), 0);
		KUNIT_EXPECT_EQ(test, share_charge(opener_share(own_use(one)), SHARE_DEADLINES, 1,
						   own_use(one)), -EDQUOT);
		share_limits[SHARE_DEADLINES] = most;
	}
	KUNIT_EXPECT_EQ(test, receive_marked(box(), &mark, 100, false), 25);
	KUNIT_EXPECT_EQ(test, used(us(), SHARE_DEADLINES), 0);
}

/* Who took it pays, so that nobody's deadlines are used up by who keeps their parcels. */
static void a_deadline_follows_who_takes_its_parcel(struct kunit *test)
{
	const unsigned long most = share_limits[SHARE_DEADLINES];
	struct demand demand = { .buffer_size = U64_MAX };
	u64 sequence;

	own_auto(opener_ref, one, somebody(1000));
	KUNIT_ASSERT_FALSE(test, own_none(one));
	KUNIT_EXPECT_EQ(test, send_late(box(), 1, NSEC_PER_SEC * 1000), 0);

	own_auto(parcel_own, p, box_receive(box(), &demand));
	KUNIT_ASSERT_FALSE(test, own_none(p));
	/* Whose it is already may be at the limit. */
	share_limits[SHARE_DEADLINES] = 0;
	KUNIT_EXPECT_EQ(test, parcel_hold(own_mut(p), us()), 0);
	KUNIT_EXPECT_EQ(test, used(us(), SHARE_DEADLINES), 1);
	KUNIT_EXPECT_EQ(test, parcel_hold(own_mut(p), own_use(one)), -EDQUOT);
	share_limits[SHARE_DEADLINES] = most;
	KUNIT_EXPECT_EQ(test, used(own_use(one), SHARE_BYTES), 0);
	KUNIT_EXPECT_EQ(test, used(us(), SHARE_DEADLINES), 1);

	own_mut(p)->held = false;
	share_refund(opener_share(us()), SHARE_BYTES, 25 + PARCEL_OVERHEAD);
	KUNIT_EXPECT_EQ(test, parcel_hold(own_mut(p), own_use(one)), 0);
	box_received(box(), 25);
	KUNIT_EXPECT_EQ(test, used(us(), SHARE_DEADLINES), 0);
	KUNIT_EXPECT_EQ(test, used(own_use(one), SHARE_DEADLINES), 1);
	KUNIT_EXPECT_EQ(test, used(own_use(one), SHARE_BYTES), 25 + PARCEL_OVERHEAD);

	/* As call_forward() does: only the deadline is still that user's. */
	own_mut(p)->held = false;
	share_refund(opener_share(own_use(one)), SHARE_BYTES, 25 + PARCEL_OVERHEAD);
	KUNIT_EXPECT_EQ(test, own_rest(p, box_send(box(), own_take(p), false, &sequence)), 0);
	KUNIT_EXPECT_EQ(test, used(own_use(one), SHARE_DEADLINES), 1);
	KUNIT_EXPECT_EQ(test, receive(box()), 25);
	KUNIT_EXPECT_EQ(test, used(own_use(one), SHARE_DEADLINES), 0);
	KUNIT_EXPECT_EQ(test, used(own_use(one), SHARE_BYTES), 0);
}

static void what_has_no_deadline_counts_as_none(struct kunit *test)
{
	struct demand demand = { .buffer_size = U64_MAX };

	own_auto(opener_ref, one, somebody(1000));
	KUNIT_ASSERT_FALSE(test, own_none(one));
	for (int i = 0; i < 2; i++) {
		const struct opener *holder = i ? own_use(one) : us();

		KUNIT_EXPECT_EQ(test, send(box(), 25), i + 1);
		own_auto(parcel_own, p, box_receive(box(), &demand));
		KUNIT_ASSERT_FALSE(test, own_none(p));
		KUNIT_EXPECT_EQ(test, parcel_hold(own_mut(p), holder), 0);
		box_received(box(), 25);
		KUNIT_EXPECT_EQ(test, used(holder, SHARE_DEADLINES), 0);
	}
}

/* Behind its header or apart from it, below and above what the allocator rounds to. */
static void a_payload_is_whole_at_any_size(struct kunit *test)
{
	static const size_t lengths[] = {
		1, 64, 192, 193, 223, 224, 225, 256, 257, 992, 993, 1024, 1025, 4064, 4065, 4096,
		4097, 65535, 65536,
	};

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = i % 251;
	for (size_t i = 0; i < ARRAY_SIZE(lengths); i++) {
		struct kvec vector = { bytes, lengths[i] };
		struct iov_iter from;
		u8 expect = 0;

		iov_iter_kvec(&from, ITER_SOURCE, &vector, 1, lengths[i]);
		own_auto(content_ref, c, content_from_iter(&from));
		KUNIT_ASSERT_FALSE(test, own_none(c));
		struct own_bytes payload = content_payload(own_use(c));

		KUNIT_EXPECT_EQ(test, own_slice_len(payload), lengths[i]);
		own_slice_for_each(byte, payload) {
			KUNIT_ASSERT_EQ_MSG(test, *byte, expect, "%zu", lengths[i]);
			expect = expect == 250 ? 0 : expect + 1;
		}
	}
}

/* A parcel outlives the file that sent it; the groups, keys and so on of its user need not. */
static void a_parcel_keeps_no_credentials(struct kunit *test)
{
	struct cred *cred = prepare_creds();
	struct kvec vector = { bytes, 25 };
	struct iov_iter from;
	u64 sequence;
	long before;

	KUNIT_ASSERT_NOT_NULL(test, cred);
	before = atomic_long_read(&cred->usage);
	{
		own_auto(opener_ref, sender, opener_new(depot(), cred));
		KUNIT_ASSERT_FALSE(test, own_none(sender));
		KUNIT_EXPECT_GT(test, atomic_long_read(&cred->usage), before);
		iov_iter_kvec(&from, ITER_SOURCE, &vector, 1, 25);
		own_auto(parcel_own, p,
			 parcel_new(content_from_iter(&from), own_use(sender)));
		KUNIT_ASSERT_FALSE(test, own_none(p));
		KUNIT_EXPECT_EQ(test, 0,
				own_rest(p, box_send(box(), own_take(p), false, &sequence)));
	}
	KUNIT_EXPECT_EQ(test, atomic_long_read(&cred->usage), before);
	put_cred(cred);
	KUNIT_EXPECT_EQ(test, receive(box()), 25);
}

/* Who may only unlink it keeps it, but not what is in it. */
static void what_nobody_can_get_is_dropped(struct kunit *test)
{
	own_auto(seat_own, admin, sit(box(), PARCEL_RIGHT_ADMIN));

	KUNIT_ASSERT_FALSE(test, own_none(admin));
	KUNIT_EXPECT_EQ(test, send_late(box(), 1, NSEC_PER_SEC * 1000), 0);
	KUNIT_EXPECT_EQ(test, send(box(), 25), 2);
	KUNIT_EXPECT_EQ(test, send_late(box(), 3, NSEC_PER_SEC * 1000), 0);
	KUNIT_EXPECT_EQ(test, depot_unlink(depot(), box()), 0);
	sender_leaves();
	KUNIT_EXPECT_EQ(test, stat(box()).queued_parcels, 3);
	receiver_leaves();
	KUNIT_EXPECT_EQ(test, stat(box()).queued_parcels, 0);
	KUNIT_EXPECT_EQ(test, stat(box()).queued_bytes, 0);
	KUNIT_EXPECT_EQ(test, stat(box()).expired, 3);
	KUNIT_EXPECT_EQ(test, used(us(), SHARE_DEADLINES), 0);
}

/* A receiver had it when the last one left. */
static void what_is_given_back_to_nobody_is_dropped(struct kunit *test)
{
	own_auto(seat_own, admin, sit(box(), PARCEL_RIGHT_ADMIN));
	struct demand demand = { .buffer_size = U64_MAX };

	KUNIT_ASSERT_FALSE(test, own_none(admin));
	KUNIT_EXPECT_EQ(test, send_late(box(), 1, NSEC_PER_SEC * 1000), 0);
	own_auto(parcel_own, p, box_receive(box(), &demand));
	KUNIT_ASSERT_FALSE(test, own_none(p));
	KUNIT_EXPECT_EQ(test, depot_unlink(depot(), box()), 0);
	sender_leaves();
	receiver_leaves();
	box_give_back(box(), own_take(p));
	KUNIT_EXPECT_EQ(test, stat(box()).queued_parcels, 0);
	KUNIT_EXPECT_EQ(test, stat(box()).expired, 1);
	KUNIT_EXPECT_EQ(test, used(us(), SHARE_DEADLINES), 0);
}

static int charge_too_much(void *opener)
{
	while (!kthread_should_stop()) {
		share_charge(opener_share(opener), SHARE_DEADLINES, 1000, opener);
		cond_resched();
	}
	return 0;
}

/* What is refused to one thread is at no moment in the way of another. */
static void what_is_refused_was_never_counted(struct kunit *test)
{
	const unsigned long most = share_limits[SHARE_DEADLINES];
	struct task_struct *other;
	int refused = 0;

	own_auto(opener_ref, one, somebody(1000));
	KUNIT_ASSERT_FALSE(test, own_none(one));
	share_limits[SHARE_DEADLINES] = 1;
	other = kthread_run(charge_too_much, (void *)own_use(one), "parcel_charge");
	for (int i = 0; !IS_ERR(other) && i < 200000; i++) {
		if (share_charge(opener_share(own_use(one)), SHARE_DEADLINES, 1, own_use(one)))
			refused++;
		else
			share_refund(opener_share(own_use(one)), SHARE_DEADLINES, 1);
		cond_resched();
	}
	if (!IS_ERR(other))
		kthread_stop(other);
	share_limits[SHARE_DEADLINES] = most;
	KUNIT_EXPECT_FALSE(test, IS_ERR(other));
	KUNIT_EXPECT_EQ(test, refused, 0);
	KUNIT_EXPECT_EQ(test, used(own_use(one), SHARE_DEADLINES), 0);
}

/* A seat is taken before the last one is given up; then the work stays. */
static void who_takes_over_finds_its_deadlines(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, send_late(box(), 1, NSEC_PER_MSEC * 100), 0);
	KUNIT_EXPECT_EQ(test, depot_unlink(depot(), box()), 0);
	own_auto(seat_own, seat, sit(box(), BOTH));
	KUNIT_EXPECT_EQ(test, own_err(seat), 0);
	sender_leaves();
	receiver_leaves();
	until(stat(box()).expired);
	KUNIT_EXPECT_EQ(test, stat(box()).expired, 1);
}

/* Who polls, as poll(2) queues it, and as epoll(7) does with EPOLLEXCLUSIVE. */
struct poller {
	struct wait_queue_entry entry;
	poll_table table;
	wait_queue_head_t *head;
	bool exclusive;
	__poll_t told;
};

static int poller_wake(struct wait_queue_entry *entry, unsigned int mode, int flags, void *key)
{
	struct poller *poller = container_of(entry, struct poller, entry);

	/* No key stands for every event. */
	poller->told |= key_to_poll(key) ?: ~(__force __poll_t)0;
	return 1;
}

/* As poll and epoll do it: the driver says where to stand. */
static void poller_stand(struct file *file, wait_queue_head_t *head, poll_table *table)
{
	struct poller *poller = container_of(table, struct poller, table);

	poller->head = head;
	if (poller->exclusive)
		add_wait_queue_exclusive(head, &poller->entry);
	else
		add_wait_queue(head, &poller->entry);
}

static void poller_start(struct poller *poller, const struct box *box, bool exclusive)
{
	*poller = (struct poller){ .exclusive = exclusive };
	init_waitqueue_func_entry(&poller->entry, poller_wake);
	init_poll_funcptr(&poller->table, poller_stand);
	/* SAFETY: poller_stop() comes before the test lets go of the box. */
	own_unsafe_poll_wait(NULL, &box->pollers, &poller->table);
}

static __poll_t poller_stop(struct poller *poller)
{
	remove_wait_queue(poller->head, &poller->entry);
	return poller->told;
}

/* An unlinked box that nobody can send to, with one parcel that is all that is left to come. */
static void leave_last_parcel(struct kunit *test, u64 deadline_after)
{
	int err = deadline_after ? send_late(box(), 1, deadline_after) : min(send(box(), 5), 0);

	KUNIT_EXPECT_EQ(test, err, 0);
	sender_leaves();
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
	own_auto(seat_own, other, make_box("other", 4, 100));
	struct poller poller;
	u64 sequence;

	if (own_none(other)) {
		KUNIT_FAIL(test, "no second box");
		return;
	}
	leave_last_parcel(test, 0);
	poller_start(&poller, box(), false);
	KUNIT_EXPECT_EQ(test, box_move(box(), seat_box(own_use(other)), &sequence), 5);
	KUNIT_EXPECT_TRUE(test, poller_stop(&poller) & EPOLLHUP);
}

static void pollers_learn_that_the_last_was_late(struct kunit *test)
{
	struct poller poller;

	leave_last_parcel(test, NSEC_PER_SEC * 1000);
	poller_start(&poller, box(), false);
	own_scoped_guard(spinlock, state, &box()->state)
		make_late(state);
	flush_delayed_work((struct delayed_work *)&box()->expiry);
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

/* It is neither the end nor room. */
static void pollers_are_not_told_of_each_seat(struct kunit *test)
{
	struct poller poller;

	for (int unlinked = 0; unlinked < 2; unlinked++) {
		if (unlinked)
			KUNIT_EXPECT_EQ(test, depot_unlink(depot(), box()), 0);
		poller_start(&poller, box(), false);
		{
			own_auto(seat_own, seat, sit(box(), BOTH));
			KUNIT_EXPECT_EQ(test, own_err(seat), 0);
		}
		KUNIT_EXPECT_EQ(test, poller_stop(&poller), 0);
	}
}

/* Nobody comes to it any more, so who receives waits in vain. */
static void pollers_learn_that_it_was_unlinked(struct kunit *test)
{
	struct poller poller;

	sender_leaves();
	poller_start(&poller, box(), false);
	KUNIT_EXPECT_EQ(test, depot_unlink(depot(), box()), 0);
	KUNIT_EXPECT_TRUE(test, poller_stop(&poller) & EPOLLHUP);
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
	const struct box *box;
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
			const struct box *box, size_t length)
{
	*actor = (struct actor){ .act = act, .box = box, .length = length };
	init_completion(&actor->done);
	actor->task = kthread_run(actor_thread, actor, "parcel_actor");
	KUNIT_ASSERT_FALSE(test, IS_ERR(actor->task));
	get_task_struct(actor->task);
}

/* In a line of its box, with nothing to do: that it is about to sleep is too early. */
static bool actor_is_asleep(struct actor *actor)
{
	const struct sleeper *sleeper;

	own_guard(spinlock, state, &actor->box->state);
	list_for_each_entry(sleeper, &state->receiving, node)
		if (sleeper->task == actor->task)
			return READ_ONCE(actor->task->__state) & TASK_INTERRUPTIBLE;
	list_for_each_entry(sleeper, &state->sending, node)
		if (sleeper->task == actor->task)
			return READ_ONCE(actor->task->__state) & TASK_INTERRUPTIBLE;
	return false;
}

static void actor_wait_asleep(struct kunit *test, struct actor *actor)
{
	until(completion_done(&actor->done) || actor_is_asleep(actor));
	KUNIT_EXPECT_FALSE(test, completion_done(&actor->done));
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
	own_auto(parcel_own, p, parcel_new(content_from_iter(&from), us()));
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

static void what_is_given_back_wakes_a_receiver(struct kunit *test)
{
	struct demand demand = { .buffer_size = U64_MAX };
	struct actor a;

	KUNIT_EXPECT_EQ(test, send(box(), 3), 1);
	own_auto(parcel_own, p, box_receive(box(), &demand));
	if (own_none(p)) {
		KUNIT_FAIL(test, "nothing received");
		return;
	}
	actor_start(test, &a, act_receive, box(), 100);
	actor_wait_asleep(test, &a);
	box_give_back(box(), own_take(p));
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

static void the_second_waits_for_the_first(struct kunit *test)
{
	struct actor big, small;

	KUNIT_EXPECT_EQ(test, send(box(), 90), 1);
	KUNIT_EXPECT_EQ(test, send(box(), 10), 2);
	actor_start(test, &big, act_send, box(), 100);
	actor_wait_asleep(test, &big);
	actor_start(test, &small, act_send, box(), 20);
	actor_wait_asleep(test, &small);
	KUNIT_EXPECT_EQ(test, receive(box()), 90);
	KUNIT_EXPECT_FALSE(test, actor_is_done(&small, HZ / 10));
	KUNIT_EXPECT_EQ(test, receive(box()), 10);
	KUNIT_EXPECT_EQ(test, actor_join(test, &big), 0);
	KUNIT_EXPECT_EQ(test, receive(box()), 100);
	KUNIT_EXPECT_EQ(test, actor_join(test, &small), 0);
}

/* One sleeps with a parcel that takes the whole box, and as many have passed as may. */
static void let_pass(struct kunit *test, struct actor *big)
{
	KUNIT_EXPECT_GT(test, send(box(), 50), 0);
	actor_start(test, big, act_send, box(), 100);
	actor_wait_asleep(test, big);
	for (int i = 0; i < PARCEL_MAX_PASSED; i++) {
		KUNIT_EXPECT_GT(test, send(box(), 50), 0);
		KUNIT_EXPECT_EQ(test, receive(box()), 50);
	}
}

/* Many small ones pass a large one that sleeps, but not for ever. */
static void few_pass_who_sleeps(struct kunit *test)
{
	struct actor big, second;

	let_pass(test, &big);
	KUNIT_EXPECT_EQ(test, send(box(), 1), -EAGAIN);
	KUNIT_EXPECT_EQ(test, box_poll(box(), PARCEL_RIGHT_SEND), 0);
	/* The next one that sleeps stands behind it, and is passed when it is the first. */
	actor_start(test, &second, act_send, box(), 1);
	actor_wait_asleep(test, &second);
	KUNIT_EXPECT_EQ(test, receive(box()), 50);
	KUNIT_EXPECT_EQ(test, actor_join(test, &big), 0);
	KUNIT_EXPECT_EQ(test, receive(box()), 100);
	KUNIT_EXPECT_EQ(test, actor_join(test, &second), 0);
	KUNIT_EXPECT_GT(test, send(box(), 1), 0);

	/* Who comes next is passed as often. */
	KUNIT_EXPECT_EQ(test, receive(box()), 1);
	KUNIT_EXPECT_EQ(test, receive(box()), 1);
	let_pass(test, &big);
	KUNIT_EXPECT_EQ(test, receive(box()), 50);
	KUNIT_EXPECT_EQ(test, actor_join(test, &big), 0);
}

/* Who was first and is killed lets pass who waited behind it. */
static void who_is_killed_holds_up_nobody(struct kunit *test)
{
	struct actor big, small;

	let_pass(test, &big);
	actor_start(test, &small, act_send, box(), 50);
	actor_wait_asleep(test, &small);
	send_sig(SIGKILL, big.task, 1);
	KUNIT_EXPECT_EQ(test, actor_join(test, &big), -ERESTARTSYS);
	KUNIT_EXPECT_EQ(test, actor_join(test, &small), 0);
	KUNIT_EXPECT_EQ(test, send(box(), 1), -EAGAIN);
	KUNIT_EXPECT_EQ(test, receive(box()), 50);
	KUNIT_EXPECT_GT(test, send(box(), 1), 0);
}

static void pollers_learn_that_who_slept_has_gone(struct kunit *test)
{
	struct poller poller;
	struct actor big;

	let_pass(test, &big);
	poller_start(&poller, box(), false);
	KUNIT_EXPECT_EQ(test, box_poll(box(), PARCEL_RIGHT_SEND), 0);
	send_sig(SIGKILL, big.task, 1);
	KUNIT_EXPECT_EQ(test, actor_join(test, &big), -ERESTARTSYS);
	KUNIT_EXPECT_TRUE(test, poller_stop(&poller) & EPOLLOUT);
	KUNIT_EXPECT_GT(test, send(box(), 1), 0);
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
	actor_wait_asleep(test, &first);
	/* Not before: a thread that begins gives itself all processors of its node (kthread()). */
	KUNIT_EXPECT_EQ(test, set_cpus_allowed_ptr(first.task, cpumask_of(smp_processor_id())), 0);
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
	sender_leaves();
	KUNIT_EXPECT_EQ(test, actor_join(test, &a), 0);
	KUNIT_EXPECT_EQ(test, actor_join(test, &b), 0);
}

static void unlinking_wakes_senders(struct kunit *test)
{
	struct actor a;

	receiver_leaves();
	KUNIT_EXPECT_EQ(test, send(box(), 100), 1);
	actor_start(test, &a, act_send, box(), 1);
	actor_wait_asleep(test, &a);
	KUNIT_EXPECT_EQ(test, depot_unlink(depot(), box()), 0);
	KUNIT_EXPECT_EQ(test, actor_join(test, &a), -EPIPE);
}

static void revoking_wakes_everybody(struct kunit *test)
{
	struct actor receiver, sender;

	own_auto(seat_own, other, make_box("other", 1, 1));
	KUNIT_ASSERT_FALSE(test, own_none(other));
	KUNIT_EXPECT_EQ(test, send(seat_box(own_use(other)), 1), 1);
	/* Revoking finds also what has no name any more. */
	KUNIT_EXPECT_EQ(test, depot_unlink(depot(), box()), 0);
	actor_start(test, &receiver, act_receive, box(), 100);
	actor_start(test, &sender, act_send, seat_box(own_use(other)), 1);
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
	KUNIT_CASE(each_device_hashes_in_its_own_way),
	KUNIT_CASE(names_are_unique_and_come_free),
	KUNIT_CASE(the_mode_says_who_may_open),
	KUNIT_CASE(limits_are_exact_and_come_back),
	KUNIT_CASE(a_user_has_a_share),
	KUNIT_CASE(the_administrator_has_a_reserve),
	KUNIT_CASE(boxes_can_be_listed),
	KUNIT_CASE(a_revoked_depot_says_so),
	KUNIT_CASE(what_is_in_a_dead_box_is_dropped),
	KUNIT_CASE(a_late_parcel_is_not_received),
	KUNIT_CASE(late_parcels_go_by_themselves),
	KUNIT_CASE(what_comes_late_goes_by_itself),
	KUNIT_CASE(a_deadline_does_not_keep_a_box),
	KUNIT_CASE(a_late_parcel_goes_without_the_work),
	KUNIT_CASE(a_late_parcel_counts_until_it_is_freed),
	KUNIT_CASE(few_go_under_one_lock),
	KUNIT_CASE(a_deadline_counts_until_its_parcel_is_gone),
	KUNIT_CASE(a_deadline_follows_who_takes_its_parcel),
	KUNIT_CASE(what_has_no_deadline_counts_as_none),
	KUNIT_CASE(a_payload_is_whole_at_any_size),
	KUNIT_CASE(a_parcel_keeps_no_credentials),
	KUNIT_CASE(what_nobody_can_get_is_dropped),
	KUNIT_CASE(what_is_given_back_to_nobody_is_dropped),
	KUNIT_CASE(what_is_refused_was_never_counted),
	KUNIT_CASE(who_takes_over_finds_its_deadlines),
	KUNIT_CASE(pollers_learn_that_the_last_was_received),
	KUNIT_CASE(pollers_learn_that_the_last_was_moved),
	KUNIT_CASE(pollers_learn_that_the_last_was_late),
	KUNIT_CASE(pollers_learn_no_more_than_happened),
	KUNIT_CASE(pollers_are_not_told_of_each_seat),
	KUNIT_CASE(pollers_learn_that_it_was_unlinked),
	KUNIT_CASE(an_end_is_told_to_exclusive_pollers_too),
	KUNIT_CASE(sending_wakes_a_receiver),
	KUNIT_CASE(what_is_given_back_wakes_a_receiver),
	KUNIT_CASE(receiving_wakes_a_sender),
	KUNIT_CASE(one_room_wakes_all_that_fit),
	KUNIT_CASE(the_second_waits_for_the_first),
	KUNIT_CASE(few_pass_who_sleeps),
	KUNIT_CASE(who_is_killed_holds_up_nobody),
	KUNIT_CASE(pollers_learn_that_who_slept_has_gone),
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
