// SPDX-License-Identifier: GPL-2.0-only
/*
 * Parcels into boxes and out of them. What is wrong is decided under the lock of the box, and
 * nothing is changed unless all is well. Until when a parcel counts against a box is said in
 * driver/safe/transfer.c.
 */
#include <linux/sched/signal.h>

#include "parcel_internal.h"
#include "trace.h"

/* What stands in the way are late parcels: drop them and try again. No caller of ours sees it. */
#define LATE	(-ERESTART)

/* When the late parcels were set aside */
static int box_has_room(const struct box *box, struct box_state *state, u64 size,
			const struct sleeper *sleeper)
{
	const struct sleeper *first = box_first(&state->sending);

	if (state->parcels >= box->capacity_parcels || state->bytes + size > box->capacity_bytes)
		return state->late.len ? LATE : -EAGAIN;
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
	if (state->queue.len)
		return 0;
	if (state->late.len)
		return LATE;
	return state->unlinked && !state->senders && !state->parcels ? -ENOENT : -EAGAIN;
}

/* Takes the parcel. */
static void enqueue(struct box *box, struct parcel *parcel, const struct sleeper *sleeper,
		    u64 *sequence)
{
	struct box_state *state = &box->state;
	const struct sleeper *first = box_first(&state->sending);

	state->parcels++;
	state->bytes += content_size(parcel->content);
	*sequence = parcel->sequence = ++state->sent;
	if (first && first != sleeper)
		state->passed++;
	if (parcel->content->deadline)
		box_expect(box, state, parcel);
	parcel_queue_push(&state->queue, parcel);
	box_wake(box, state);
}

/* Only if there is one. The caller owns it then; its place is kept. */
static struct parcel *dequeue(struct box_state *state)
{
	struct parcel *parcel = parcel_queue_head(&state->queue);

	parcel_queue_remove(&state->queue, parcel);
	if (parcel->content->deadline)
		box_forget(state, parcel);
	return parcel;
}

/* Returns if that was the last that was to come. */
static bool uncount(struct box *box, u32 size)
{
	struct box_state *state = &box->state;

	state->parcels--;
	state->bytes -= size;
	state->received++;
	box_wake(box, state);
	return state->unlinked && box_may_receive(state) == -ENOENT;
}

static void tell_uncounted(struct box *box, bool last)
{
	if (last)
		box_tell_all(box);
	else
		box_tell(box, EPOLLOUT | EPOLLWRNORM);
}

/* 0: try again. */
static int drop_late(struct box *box, struct sleeper *sleeper, bool wait)
{
	if (wait && signal_pending(current))
		return -ERESTARTSYS;
	if (!wait && sleeper->dropped >= PARCEL_MAX_BOX_PARCELS)
		return -EAGAIN;
	sleeper->dropped += 1 + box_drop_late(box, PARCEL_MAX_BOX_PARCELS);
	return 0;
}

static void leave(struct box *box, struct sleeper *sleeper)
{
	if (sleeper->task)
		box_leave(box, sleeper);
}

/* Takes the parcel on success only. */
static int box_try_send(struct box *box, struct parcel *parcel, const struct sleeper *sleeper,
			u64 *sequence)
{
	guard(spinlock)(&box->lock);
	int err = box_may_send(box, &box->state, content_size(parcel->content), sleeper);

	if (err)
		return err;
	enqueue(box, parcel, sleeper, sequence);
	return 0;
}

/* May sleep if @wait. Takes the parcel on success only. */
int box_send(struct box *box, struct parcel *parcel, bool wait, u64 *sequence)
{
	const u64 length = parcel->content->length;
	struct sleeper sleeper = { .size = content_size(parcel->content) };
	int err;

	while ((err = box_try_send(box, parcel, &sleeper, sequence))) {
		if (err == LATE) {
			err = drop_late(box, &sleeper, wait);
			if (!err)
				continue;
		} else if (err == -EAGAIN && wait) {
			err = box_wait(box, &sleeper);
		}
		if (err)
			break;
	}
	leave(box, &sleeper);
	if (err)
		return err;
	trace_parcel_send(box, *sequence, length);
	box_tell(box, EPOLLIN | EPOLLRDNORM);
	return 0;
}

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

static struct parcel *box_try_receive(struct box *box, struct demand *demand)
{
	guard(spinlock)(&box->lock);
	struct parcel_queue *queue = &box->state.queue;
	int err = box_may_receive(&box->state) ?: demand_check(demand, parcel_queue_head(queue));

	return err ? ERR_PTR(err) : dequeue(&box->state);
}

static struct content *box_try_peek(struct box *box, struct demand *demand)
{
	guard(spinlock)(&box->lock);
	struct parcel_queue *queue = &box->state.queue;
	int err = box_may_receive(&box->state) ?: demand_check(demand, parcel_queue_head(queue));

	if (err)
		return ERR_PTR(err);
	return content_get(parcel_queue_head(queue)->content);
}

/* Why nothing was received, or 0: try again. */
static int box_await(struct box *box, struct demand *demand, struct sleeper *sleeper, int err)
{
	if (err == LATE)
		return drop_late(box, sleeper, demand->wait);
	return err == -EAGAIN && demand->wait ? box_wait(box, sleeper) : err;
}

/*
 * The head, which the caller then owns, or an errno; -ENOENT is the end of the stream. May sleep
 * if @demand says so.
 */
struct parcel *box_receive(struct box *box, struct demand *demand)
{
	struct sleeper sleeper = { };
	struct parcel *parcel;

	while (IS_ERR(parcel = box_try_receive(box, demand))) {
		int err = box_await(box, demand, &sleeper, PTR_ERR(parcel));

		if (err) {
			parcel = ERR_PTR(err);
			break;
		}
	}
	leave(box, &sleeper);
	return parcel;
}

/* Like box_receive(), but the parcel stays. The caller owns a reference to its content. */
struct content *box_peek(struct box *box, struct demand *demand)
{
	struct sleeper sleeper = { };
	struct content *content;

	while (IS_ERR(content = box_try_peek(box, demand))) {
		int err = box_await(box, demand, &sleeper, PTR_ERR(content));

		if (err) {
			content = ERR_PTR(err);
			break;
		}
	}
	leave(box, &sleeper);
	return content;
}

/* A parcel of this size was received and freed: there is room in the box. */
void box_received(struct box *box, u32 size)
{
	bool last;

	scoped_guard(spinlock, &box->lock)
		last = uncount(box, size);
	tell_uncounted(box, last);
}

/* Takes the parcel: the receiver could not use it. It finds its place. */
void box_give_back(struct box *box, struct parcel *parcel)
{
	/* Declared before the lock, so that it is freed after it if nobody can get it. */
	struct parcel *given __free(parcel_free) = parcel;
	struct box_state *state = &box->state;

	scoped_guard(spinlock, &box->lock) {
		if (state->dead)
			return;
		if (box_is_deserted(state)) {
			state->parcels--;
			state->bytes -= content_size(given->content);
			state->expired++;
			return;
		}
		if (given->content->deadline)
			box_expect(box, state, given);
		parcel_queue_push_front(&state->queue, no_free_ptr(given));
		box_wake(box, state);
	}
	box_tell(box, EPOLLIN | EPOLLRDNORM);
}

/* Both are locked. */
static long box_move_locked(struct box *from, struct box *to, u64 *sequence, bool *last)
{
	int err = box_may_receive(&from->state);
	u32 length, size;

	if (err)
		return err == -ENOENT ? 0 : err;
	length = parcel_queue_head(&from->state.queue)->content->length;
	size = content_size(parcel_queue_head(&from->state.queue)->content);
	err = box_may_send(to, &to->state, size, NULL);
	if (err)
		return err;
	struct parcel *parcel = dequeue(&from->state);

	*last = uncount(from, size);
	enqueue(to, parcel, NULL, sequence);
	return length;
}

static long box_try_move(struct box *from, struct box *to, u64 *sequence, bool *last)
{
	struct box *first = min(from, to);
	struct box *second = max(from, to);
	long length;

	if (from == to)
		return -EINVAL;
	spin_lock(&first->lock);
	spin_lock_nested(&second->lock, SINGLE_DEPTH_NESTING);
	length = box_move_locked(from, to, sequence, last);
	spin_unlock(&second->lock);
	spin_unlock(&first->lock);
	return length;
}

/* At no moment is the parcel in neither box or in both. Never sleeps. */
long box_move(struct box *from, struct box *to, u64 *sequence)
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

/* May one who does not sleep receive, or send one byte? */
static int ask(struct box *box, int *send)
{
	guard(spinlock)(&box->lock);
	struct box_state *state = &box->state;
	int receive = box_may_receive(state);

	if (receive == LATE || receive == -ENODEV)
		*send = receive;
	else if (state->unlinked && !state->receivers)
		*send = -EPIPE;
	else
		*send = box_has_room(box, state, 1, NULL);
	return receive;
}

__poll_t box_poll(struct box *box, u32 rights)
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
