// SPDX-License-Identifier: GPL-2.0-only
/*
 * Parcels into boxes and out of them. What is wrong is decided under the lock of the box, and
 * nothing is changed unless all is well.
 */
#include "parcel_internal.h"
#include "trace.h"
#include <own/strict.h>

static int may_send(const struct box *box, struct box_state *state, u64 length)
{
	box_set_late_aside(state);
	if (state->dead)
		return -ENODEV;
	if (length > box->capacity_bytes)
		return -EMSGSIZE;
	if (state->unlinked && !state->receivers)
		return -EPIPE;
	if (parcel_queue_len(&state->queue) >= box->capacity_parcels ||
	    state->bytes + length > box->capacity_bytes)
		return -EAGAIN;
	return 0;
}

/* -ENOENT is the end of the stream. */
static int may_receive(struct box_state *state)
{
	box_set_late_aside(state);
	if (state->dead)
		return -ENODEV;
	if (parcel_queue_len(&state->queue))
		return 0;
	return state->unlinked && !state->senders ? -ENOENT : -EAGAIN;
}

int box_may_send(struct box *box, u64 length)
{
	own_guard(spinlock, state, &box->state);

	return may_send(box, state, length);
}

int box_may_receive(struct box *box)
{
	own_guard(spinlock, state, &box->state);

	return may_receive(state);
}

static void enqueue(struct box *box, struct box_state *state, struct parcel_own parcel,
		    u64 *sequence)
{
	own_linear(parcel_own, p, parcel);

	box_expect(box, state, parcel_content(own_use(p))->deadline);
	state->bytes += parcel_content(own_use(p))->length;
	*sequence = own_mut(p)->sequence = ++state->sent;
	parcel_queue_push(&state->queue, own_take(p));
}

static struct parcel_own_result dequeue(struct box_state *state)
{
	own_auto(parcel_own, p, parcel_queue_pop(&state->queue));

	if (!own_none(p)) {
		state->bytes -= parcel_content(own_use(p))->length;
		state->received++;
	}
	return own_pass(p);
}

static struct parcel_own_rest box_try_send(struct box *box, struct parcel_own parcel,
					   u64 *sequence)
{
	own_linear(parcel_own, p, parcel);
	own_guard(spinlock, state, &box->state);
	int err = may_send(box, state, parcel_content(own_use(p))->length);

	if (err < 0)
		return own_reject(p, err);
	enqueue(box, state, own_take(p), sequence);
	return own_accepted(parcel_own);
}

/* May sleep if @wait. The parcel comes back unless it was queued. */
struct parcel_own_rest box_send(struct box *box, struct parcel_own parcel, bool wait,
				u64 *sequence)
{
	own_linear(parcel_own, p, parcel);

	const u64 length = parcel_content(own_use(p))->length;

	for (;;) {
		int err = own_rest(p, box_try_send(box, own_take(p), sequence));

		if (own_none(p))
			break;
		if (err == -EAGAIN && wait)
			err = box_wait(box, length);
		if (err < 0)
			return own_reject(p, err);
	}
	trace_parcel_send(box, *sequence, length);
	box_changed(box, EPOLLIN | EPOLLRDNORM);
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

static struct parcel_own_result box_try_receive(struct box *box, struct demand *demand)
{
	own_guard(spinlock, state, &box->state);
	int err = may_receive(state) ?: demand_check(demand, parcel_queue_peek(&state->queue));

	return err ? own_fail(parcel_own, err) : dequeue(state);
}

static struct content_ref_result box_try_peek(struct box *box, struct demand *demand)
{
	own_guard(spinlock, state, &box->state);
	int err = may_receive(state) ?: demand_check(demand, parcel_queue_peek(&state->queue));

	if (err)
		return own_fail(content_ref, err);
	own_auto(content_ref, c, content_ref_get(parcel_content(parcel_queue_peek(&state->queue))));
	return own_ok(c);
}

/* The head, or why not; -ENOENT is the end of the stream. May sleep if @demand says so. */
struct parcel_own_result box_receive(struct box *box, struct demand *demand)
{
	for (;;) {
		own_auto(parcel_own, p, box_try_receive(box, demand));

		if (own_err(p) != -EAGAIN || !demand->wait) {
			/* If it had no room for the head: it may be the next one's turn. */
			box_changed(box, own_none(p) ? 0 : EPOLLOUT | EPOLLWRNORM);
			return own_pass(p);
		}
		int err = box_wait(box, 0);

		if (err)
			return own_fail(parcel_own, err);
	}
}
EXPORT_SYMBOL_IF_KUNIT(box_receive);

/* Like box_receive(), but the parcel stays, and its content is shared. */
struct content_ref_result box_peek(struct box *box, struct demand *demand)
{
	for (;;) {
		own_auto(content_ref, c, box_try_peek(box, demand));

		if (own_err(c) != -EAGAIN || !demand->wait) {
			box_changed(box, 0);
			return own_pass(c);
		}
		int err = box_wait(box, 0);

		if (err)
			return own_fail(content_ref, err);
	}
}
EXPORT_SYMBOL_IF_KUNIT(box_peek);

/* The receiver could not use what it received. The box may exceed its capacity by it. */
void box_give_back(struct box *box, struct parcel_own parcel)
{
	/* Declared before the lock, so that it is dropped after it if the box is dead. */
	own_auto(parcel_own, p, parcel);

	own_scoped_guard(spinlock, state, &box->state) {
		if (state->dead)
			return;
		box_expect(box, state, parcel_content(own_use(p))->deadline);
		state->bytes += parcel_content(own_use(p))->length;
		state->received--;
		parcel_queue_push_front(&state->queue, own_take(p));
	}
	box_changed(box, EPOLLIN | EPOLLRDNORM);
}
EXPORT_SYMBOL_IF_KUNIT(box_give_back);

static long box_try_move(struct box *from, struct box *to, u64 *sequence)
{
	if (from == to)
		return -EINVAL;
	own_guard_pair(spinlock, source, from, target, to, state);
	int err = may_receive(source);
	u32 length;

	if (err)
		return err == -ENOENT ? 0 : err;
	length = parcel_content(parcel_queue_peek(&source->queue))->length;
	err = may_send(to, target, length);
	if (err)
		return err;
	own_linear(parcel_own, p, dequeue(source));
	if (own_none(p))
		return -EAGAIN;
	enqueue(to, target, own_take(p), sequence);
	return length;
}

/* At no moment is the parcel in neither box or in both. Never sleeps. */
long box_move(struct box *from, struct box *to, u64 *sequence)
{
	long length = box_try_move(from, to, sequence);

	if (length > 0) {
		trace_parcel_move(to, *sequence, length);
		box_changed(from, EPOLLOUT | EPOLLWRNORM);
		box_changed(to, EPOLLIN | EPOLLRDNORM);
	}
	return length;
}
EXPORT_SYMBOL_IF_KUNIT(box_move);
