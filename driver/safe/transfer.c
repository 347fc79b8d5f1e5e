// SPDX-License-Identifier: GPL-2.0-only
/*
 * Parcels into boxes and out of them. What is wrong is decided under the lock of the box, and
 * nothing is changed unless all is well.
 *
 * A parcel counts against a box from the moment that it is queued. Who receives it has it, but its
 * place is kept: either it goes, and box_received() is told when that is done; or it comes back,
 * and finds its place.
 */
#include <linux/sched/signal.h>

#include "parcel_internal.h"
#include "trace.h"
#include <own/strict.h>

/* What stands in the way are late parcels: drop them and try again. No caller of ours sees it. */
#define LATE	(-ERESTART)

/* The caller has set late parcels aside, and found that the box goes on. */
static int box_has_room(const struct box *box, struct box_state *state, u64 size,
			const struct sleeper *sleeper)
{
	const struct sleeper *first = box_first(&state->sending);

	if (state->parcels >= box->capacity_parcels || state->bytes + size > box->capacity_bytes)
		return parcel_queue_len(&state->late) ? LATE : -EAGAIN;
	if (first && first != sleeper &&
	    (state->passed >= PARCEL_MAX_PASSED || (sleeper && sleeper->task)))
		return -EAGAIN;
	return 0;
}

/* @sleeper: who asks, if it may stand in line. */
int box_may_send(const struct box *box, struct box_state *state, u64 size,
		 const struct sleeper *sleeper)
{
	if (state->dead)
		return -ENODEV;
	if (size > box->capacity_bytes)
		return -EMSGSIZE;
	if (state->unlinked && !state->receivers)
		return -EPIPE;
	return box_set_late_aside(state) ? LATE : box_has_room(box, state, size, sleeper);
}

/* -ENOENT is the end of the stream. */
int box_may_receive(struct box_state *state)
{
	if (state->dead)
		return -ENODEV;
	if (box_set_late_aside(state))
		return LATE;
	if (parcel_queue_len(&state->queue))
		return 0;
	if (parcel_queue_len(&state->late))
		return LATE;
	/* What a receiver copies out may come back. */
	return state->unlinked && !state->senders && !state->parcels ? -ENOENT : -EAGAIN;
}

static void enqueue(const struct box *box, struct box_state *state, struct parcel_own parcel,
		    const struct sleeper *sleeper, u64 *sequence)
{
	own_linear(parcel_own, p, parcel);
	const struct sleeper *first = box_first(&state->sending);

	state->parcels++;
	state->bytes += content_size(parcel_content(own_use(p)));
	*sequence = own_mut(p)->sequence = ++state->sent;
	if (first && first != sleeper)
		state->passed++;
	if (parcel_content(own_use(p))->deadline)
		box_expect(box, state, own_mut(p));
	parcel_queue_push(&state->queue, own_take(p));
	box_wake(box, state);
}

/* It left the queue; its place is kept. */
static struct parcel_own dequeued(struct box_state *state, struct parcel_own parcel)
{
	own_linear(parcel_own, p, parcel);

	if (parcel_content(own_use(p))->deadline)
		box_forget(state, own_mut(p));
	return own_take(p);
}

/* A parcel that was received counts no more. Returns if it was the last that was to come. */
static bool uncount(const struct box *box, struct box_state *state, u32 size)
{
	state->parcels--;
	state->bytes -= size;
	state->received++;
	box_wake(box, state);
	return state->unlinked && box_may_receive(state) == -ENOENT;
}

static void tell_uncounted(const struct box *box, bool last)
{
	if (last)
		box_tell_all(box);
	else
		box_tell(box, EPOLLOUT | EPOLLWRNORM);
}

/*
 * 0: try again. Others may make late parcels as fast as they are dropped here: who does not sleep
 * drops as many as a box can hold, and who would sleep can be interrupted.
 */
static int drop_late(const struct box *box, struct sleeper *sleeper, bool wait)
{
	if (wait && signal_pending(current))
		return -ERESTARTSYS;
	if (!wait && sleeper->dropped >= PARCEL_MAX_BOX_PARCELS)
		return -EAGAIN;
	sleeper->dropped += 1 + box_drop_late(box, PARCEL_MAX_BOX_PARCELS);
	return 0;
}

static void leave(const struct box *box, struct sleeper *sleeper)
{
	if (sleeper->task)
		box_leave(box, sleeper);
}

static struct parcel_own_rest box_try_send(const struct box *box, struct parcel_own parcel,
					   const struct sleeper *sleeper, u64 *sequence)
{
	own_linear(parcel_own, p, parcel);
	own_guard(spinlock, state, &box->state);
	int err = box_may_send(box, state, content_size(parcel_content(own_use(p))), sleeper);

	if (err < 0)
		return own_reject(p, err);
	enqueue(box, state, own_take(p), sleeper, sequence);
	return own_accepted(parcel_own);
}

/* May sleep if @wait. The parcel comes back unless it was queued. */
struct parcel_own_rest box_send(const struct box *box, struct parcel_own parcel, bool wait,
				u64 *sequence)
{
	own_linear(parcel_own, p, parcel);

	const u64 length = parcel_content(own_use(p))->length;
	struct sleeper sleeper = { .size = content_size(parcel_content(own_use(p))) };

	for (;;) {
		int err = own_rest(p, box_try_send(box, own_take(p), &sleeper, sequence));

		if (own_none(p))
			break;
		if (err == LATE) {
			err = drop_late(box, &sleeper, wait);
			if (!err)
				continue;
		} else if (err == -EAGAIN && wait) {
			err = box_wait(box, &sleeper);
		}
		if (err < 0) {
			leave(box, &sleeper);
			return own_reject(p, err);
		}
	}
	leave(box, &sleeper);
	trace_parcel_send(box, *sequence, length);
	box_tell(box, EPOLLIN | EPOLLRDNORM);
	return own_accepted(parcel_own);
}
EXPORT_SYMBOL_IF_KUNIT(box_send);

/* Does the receiver have room for the head? It learns what is needed. */
static int demand_check(struct demand *demand, const struct parcel *head)
{
	parcel_info(head, &demand->info);
	if (demand->info.length > demand->buffer_size)
		return -EMSGSIZE;
	if (demand->max_records && demand->info.nr_records > demand->max_records)
		return -EMSGSIZE;
	return 0;
}

static struct parcel_own_result box_try_receive(const struct box *box, struct demand *demand)
{
	own_guard(spinlock, state, &box->state);
	int err = box_may_receive(state);

	if (err)
		return own_fail(parcel_own, err);
	own_peek(parcel_queue, head, &state->queue);
	if (own_none(head))
		return own_fail(parcel_own, -EAGAIN);
	err = demand_check(demand, own_use(head));
	if (err)
		return own_fail(parcel_own, err);
	own_auto(parcel_own, p, dequeued(state, own_take_out(parcel_queue, head)));
	return own_ok(p);
}

static struct content_ref_result box_try_peek(const struct box *box, struct demand *demand)
{
	own_guard(spinlock, state, &box->state);
	int err = box_may_receive(state);

	if (err)
		return own_fail(content_ref, err);
	own_peek(parcel_queue, head, &state->queue);
	if (own_none(head))
		return own_fail(content_ref, -EAGAIN);
	err = demand_check(demand, own_use(head));
	if (err)
		return own_fail(content_ref, err);
	own_auto(content_ref, c, content_ref_get(parcel_content(own_use(head))));
	return own_ok(c);
}

/* Why nothing was received, or 0: try again. */
static int box_await(const struct box *box, struct demand *demand, struct sleeper *sleeper, int err)
{
	if (err == LATE)
		return drop_late(box, sleeper, demand->wait);
	return err == -EAGAIN && demand->wait ? box_wait(box, sleeper) : err;
}

/*
 * The head, or why not; -ENOENT is the end of the stream. May sleep if @demand says so. The parcel
 * has to be given back, or box_received() called when it does not count against the box any more.
 */
struct parcel_own_result box_receive(const struct box *box, struct demand *demand)
{
	struct sleeper sleeper = { };

	for (;;) {
		own_auto(parcel_own, p, box_try_receive(box, demand));
		int err;

		if (!own_none(p)) {
			leave(box, &sleeper);
			return own_pass(p);
		}
		err = box_await(box, demand, &sleeper, own_err(p));
		if (err) {
			leave(box, &sleeper);
			return own_fail(parcel_own, err);
		}
	}
}
EXPORT_SYMBOL_IF_KUNIT(box_receive);

/* Like box_receive(), but the parcel stays, and its content is shared. */
struct content_ref_result box_peek(const struct box *box, struct demand *demand)
{
	struct sleeper sleeper = { };

	for (;;) {
		own_auto(content_ref, c, box_try_peek(box, demand));
		int err;

		if (!own_none(c)) {
			leave(box, &sleeper);
			return own_pass(c);
		}
		err = box_await(box, demand, &sleeper, own_err(c));
		if (err) {
			leave(box, &sleeper);
			return own_fail(content_ref, err);
		}
	}
}
EXPORT_SYMBOL_IF_KUNIT(box_peek);

/* A parcel of this size was received, and is freed or its holder's: there is room in the box. */
void box_received(const struct box *box, u32 size)
{
	bool last;

	own_scoped_guard(spinlock, state, &box->state)
		last = uncount(box, state, size);
	tell_uncounted(box, last);
}
EXPORT_SYMBOL_IF_KUNIT(box_received);

/* The receiver could not use what it received. */
void box_give_back(const struct box *box, struct parcel_own parcel)
{
	/* Declared before the lock, so that it is dropped after it if the box is dead. */
	own_auto(parcel_own, p, parcel);

	own_scoped_guard(spinlock, state, &box->state) {
		if (state->dead)
			return;
		/* Nobody could get it. */
		if (box_is_deserted(state)) {
			state->parcels--;
			state->bytes -= content_size(parcel_content(own_use(p)));
			state->expired++;
			return;
		}
		if (parcel_content(own_use(p))->deadline)
			box_expect(box, state, own_mut(p));
		parcel_queue_push_front(&state->queue, own_take(p));
		box_wake(box, state);
	}
	box_tell(box, EPOLLIN | EPOLLRDNORM);
}
EXPORT_SYMBOL_IF_KUNIT(box_give_back);

static long box_try_move(const struct box *from, const struct box *to, u64 *sequence, bool *last)
{
	if (from == to)
		return -EINVAL;
	own_guard_pair(spinlock, source, from, target, to, state);
	int err = box_may_receive(source);
	u32 length, size;

	if (err)
		return err == -ENOENT ? 0 : err;
	own_peek(parcel_queue, head, &source->queue);
	if (own_none(head))
		return -EAGAIN;
	length = parcel_content(own_use(head))->length;
	size = content_size(parcel_content(own_use(head)));
	err = box_may_send(to, target, size, NULL);
	if (err)
		return err;
	own_linear(parcel_own, p, dequeued(source, own_take_out(parcel_queue, head)));
	*last = uncount(from, source, size);
	enqueue(to, target, own_take(p), NULL, sequence);
	return length;
}

/* At no moment is the parcel in neither box or in both. Never sleeps. */
long box_move(const struct box *from, const struct box *to, u64 *sequence)
{
	struct sleeper nobody = { };
	bool last = false;
	long length;

	while ((length = box_try_move(from, to, sequence, &last)) == LATE) {
		length = drop_late(from, &nobody, false) ?: drop_late(to, &nobody, false);
		if (length)
			break;
	}
	if (length > 0) {
		trace_parcel_move(to, *sequence, length);
		tell_uncounted(from, last);
		box_tell(to, EPOLLIN | EPOLLRDNORM);
	}
	return length;
}
EXPORT_SYMBOL_IF_KUNIT(box_move);

/*
 * May one who does not sleep receive, or send one byte? Both under one lock, with one look at the
 * clock.
 */
static int ask(const struct box *box, int *send)
{
	own_guard(spinlock, state, &box->state);
	int receive = box_may_receive(state);

	if (receive == LATE || receive == -ENODEV)
		*send = receive;
	else if (state->unlinked && !state->receivers)
		*send = -EPIPE;
	else
		*send = box_has_room(box, state, 1, NULL);
	return receive;
}

__poll_t box_poll(const struct box *box, u32 rights)
{
	struct sleeper nobody = { };
	int receive, send;
	__poll_t events = 0;

	do {
		receive = ask(box, &send);
	} while ((receive == LATE || send == LATE) && !drop_late(box, &nobody, false));
	if (receive == -ENODEV)
		return EPOLLERR | EPOLLHUP;
	if (rights & PARCEL_RIGHT_RECEIVE) {
		if (!receive || receive == -ENOENT)
			events |= EPOLLIN | EPOLLRDNORM;
		if (receive == -ENOENT)
			events |= EPOLLHUP;
	}
	if (rights & PARCEL_RIGHT_SEND) {
		if (!send)
			events |= EPOLLOUT | EPOLLWRNORM;
		if (send == -EPIPE)
			events |= EPOLLERR;
	}
	return events;
}
EXPORT_SYMBOL_IF_KUNIT(box_poll);
