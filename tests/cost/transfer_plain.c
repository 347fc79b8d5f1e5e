// SPDX-License-Identifier: GPL-2.0-only
/*
 * driver/safe/transfer.c in careful C: guards, the same locks, checks and errnos, and the same
 * calls of the driver's other files. Who owns a parcel is said in comments.
 */
#include <linux/cleanup.h>
#include "parcel_plain.h"
#include "../../driver/safe/trace.h"

static int may_send(const struct box *box, struct box_state *state, u64 length)
{
	lockdep_assert_held(&box->lock);
	box_set_late_aside(state);
	if (state->dead)
		return -ENODEV;
	if (length > box->capacity_bytes)
		return -EMSGSIZE;
	if (state->unlinked && !state->receivers)
		return -EPIPE;
	if (state->queue.len >= box->capacity_parcels ||
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
	if (state->queue.len)
		return 0;
	return state->unlinked && !state->senders ? -ENOENT : -EAGAIN;
}

int box_may_send(struct box *box, u64 length)
{
	guard(spinlock)(&box->lock);

	return may_send(box, &box->state, length);
}

int box_may_receive(struct box *box)
{
	guard(spinlock)(&box->lock);

	return may_receive(&box->state);
}

/* Takes the parcel. */
static void enqueue(struct box *box, struct parcel *parcel, u64 *sequence)
{
	struct box_state *state = &box->state;

	box_expect(box, state, parcel_content(parcel)->deadline);
	state->bytes += parcel_content(parcel)->length;
	*sequence = parcel->sequence = ++state->sent;
	list_add_tail(&parcel->node, &state->queue.head);
	state->queue.len++;
}

/* Only if there is one. The caller owns it then. */
static struct parcel *dequeue(struct box_state *state)
{
	struct parcel *parcel = list_first_entry(&state->queue.head, struct parcel, node);

	list_del(&parcel->node);
	state->queue.len--;
	state->bytes -= parcel_content(parcel)->length;
	state->received++;
	return parcel;
}

/* Takes the parcel on success only. */
static int box_try_send(struct box *box, struct parcel *parcel, u64 *sequence)
{
	guard(spinlock)(&box->lock);
	int err = may_send(box, &box->state, parcel_content(parcel)->length);

	if (err)
		return err;
	enqueue(box, parcel, sequence);
	return 0;
}

/* May sleep if @wait. Takes the parcel on success only. */
int box_send(struct box *box, struct parcel *parcel, bool wait, u64 *sequence)
{
	const u64 length = parcel_content(parcel)->length;
	int err;

	while ((err = box_try_send(box, parcel, sequence))) {
		if (err == -EAGAIN && wait)
			err = box_wait(box, length);
		if (err)
			return err;
	}
	trace_parcel_send(box, *sequence, length);
	box_changed(box, EPOLLIN | EPOLLRDNORM);
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

static struct parcel *head_of(struct box_state *state)
{
	return list_first_entry(&state->queue.head, struct parcel, node);
}

static struct parcel *box_try_receive(struct box *box, struct demand *demand)
{
	guard(spinlock)(&box->lock);
	int err = may_receive(&box->state) ?: demand_check(demand, head_of(&box->state));

	return err ? ERR_PTR(err) : dequeue(&box->state);
}

static struct content *box_try_peek(struct box *box, struct demand *demand)
{
	guard(spinlock)(&box->lock);
	int err = may_receive(&box->state) ?: demand_check(demand, head_of(&box->state));
	struct content *content;

	if (err)
		return ERR_PTR(err);
	content = parcel_content(head_of(&box->state));
	kref_get(&content->refs);
	return content;
}

/*
 * The head, which the caller then owns, or an errno; -ENOENT is the end of the stream. May sleep
 * if @demand says so.
 */
struct parcel *box_receive(struct box *box, struct demand *demand)
{
	struct parcel *parcel;

	while ((parcel = box_try_receive(box, demand)) == ERR_PTR(-EAGAIN) && demand->wait) {
		int err = box_wait(box, 0);

		if (err)
			return ERR_PTR(err);
	}
	/* Whether it took the head or had no room for it: it may be the next one's turn. */
	box_changed(box, IS_ERR(parcel) ? 0 : EPOLLOUT | EPOLLWRNORM);
	return parcel;
}

/* Like box_receive(), but the parcel stays. The caller owns a reference to its content. */
struct content *box_peek(struct box *box, struct demand *demand)
{
	struct content *content;

	while ((content = box_try_peek(box, demand)) == ERR_PTR(-EAGAIN) && demand->wait) {
		int err = box_wait(box, 0);

		if (err)
			return ERR_PTR(err);
	}
	box_changed(box, 0);
	return content;
}

/* Takes the parcel. The box may exceed its capacity by it. */
void box_give_back(struct box *box, struct parcel *parcel)
{
	struct box_state *state = &box->state;

	spin_lock(&box->lock);
	if (state->dead) {
		spin_unlock(&box->lock);
		parcel_free(parcel);
		return;
	}
	box_expect(box, state, parcel_content(parcel)->deadline);
	state->bytes += parcel_content(parcel)->length;
	state->received--;
	list_add(&parcel->node, &state->queue.head);
	state->queue.len++;
	spin_unlock(&box->lock);
	box_changed(box, EPOLLIN | EPOLLRDNORM);
}

/* Both are locked. */
static long box_move_locked(struct box *from, struct box *to, u64 *sequence)
{
	int err = may_receive(&from->state);
	u32 length;

	if (err)
		return err == -ENOENT ? 0 : err;
	length = parcel_content(head_of(&from->state))->length;
	err = may_send(to, &to->state, length);
	if (err)
		return err;
	enqueue(to, dequeue(&from->state), sequence);
	return length;
}

static long box_try_move(struct box *from, struct box *to, u64 *sequence)
{
	struct box *first = min(from, to);
	struct box *second = max(from, to);
	long length;

	if (from == to)
		return -EINVAL;
	spin_lock(&first->lock);
	spin_lock_nested(&second->lock, SINGLE_DEPTH_NESTING);
	length = box_move_locked(from, to, sequence);
	spin_unlock(&second->lock);
	spin_unlock(&first->lock);
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
