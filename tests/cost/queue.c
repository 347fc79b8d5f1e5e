// SPDX-License-Identifier: GPL-2.0-only
/* What a queue that owns costs: a list_head and a counter. */
#include <linux/list.h>
#include <own/locked.h>
#include <own/queue.h>
#include "cost.h"

struct parcel {
	struct list_head node;
	int key;
};

void parcel_free(struct parcel *parcel);

DEFINE_OWN(parcel_own, struct parcel, parcel_free);
DEFINE_OWN_QUEUE(parcel_queue, parcel_own, struct parcel, node);

#define ROOM	16

struct line_plain {
	struct list_head head;
	unsigned int len;
};

/* Add at the tail, if there is room. */

static int COST(push_plain)(struct line_plain *line, struct parcel *parcel)
{
	if (line->len >= ROOM)
		return -EAGAIN;
	list_add_tail(&parcel->node, &line->head);
	line->len++;
	return 0;
}

/*
 * cost: push: gcc +2, clang +2: the object that is handed back comes in a
 * second register, which is cleared when there is none.
 */
static struct parcel_own_rest COST(push_own)(struct parcel_queue *line, struct parcel_own parcel)
{
	own_linear(parcel_own, p, parcel);

	if (parcel_queue_len(line) >= ROOM)
		return own_reject(p, -EAGAIN);
	parcel_queue_push(line, own_take(p));
	return own_accepted(parcel_own);
}

/* Put back at the head. */

static void COST(unpop_plain)(struct line_plain *line, struct parcel *parcel)
{
	list_add(&parcel->node, &line->head);
	line->len++;
}

static void COST(unpop_own)(struct parcel_queue *line, struct parcel_own parcel)
{
	parcel_queue_push_front(line, parcel);
}

/* Take the first. */

static struct parcel *COST(pop_plain)(struct line_plain *line)
{
	struct parcel *first = list_first_entry_or_null(&line->head, struct parcel, node);

	if (!first)
		return ERR_PTR(-EAGAIN);
	list_del(&first->node);
	line->len--;
	return first;
}

/*
 * cost: pop: gcc -1, clang -2: own tells the compiler that no element is at
 * address 0; list_first_entry_or_null() is tested for it.
 */
static struct parcel_own_result COST(pop_own)(struct parcel_queue *line)
{
	own_auto(parcel_own, p, parcel_queue_pop(line));

	if (own_none(p))
		return own_fail(parcel_own, -EAGAIN);
	return own_ok(p);
}

/* Find one and take it out. */

static struct parcel *COST(find_plain)(struct line_plain *line, int key)
{
	struct parcel *parcel;

	list_for_each_entry(parcel, &line->head, node) {
		if (parcel->key == key) {
			list_del(&parcel->node);
			line->len--;
			return parcel;
		}
	}
	return ERR_PTR(-ENOENT);
}

/*
 * cost: find: gcc -3, clang +4: both turn the loop the other way; clang tests for
 * an empty queue before it, with a return of its own. No path executes more.
 */
static struct parcel_own_result COST(find_own)(struct parcel_queue *line, int key)
{
	own_queue_for_each(parcel_queue, parcel, line) {
		if (own_use(parcel)->key == key) {
			own_auto(parcel_own, p, own_take_out(parcel_queue, parcel));
			return own_ok(p);
		}
	}
	return own_fail(parcel_own, -ENOENT);
}

/* Drop all of them. */

static void COST(empty_plain)(struct line_plain *line)
{
	while (!list_empty(&line->head)) {
		struct parcel *parcel = list_first_entry(&line->head, struct parcel, node);

		list_del(&parcel->node);
		line->len--;
		parcel_free(parcel);
	}
}

/* cost: empty: gcc -3: gcc turns the loop the other way. */
static void COST(empty_own)(struct parcel_queue *line)
{
	parcel_queue_drop_all(line);
}

/* All together: a bounded queue behind a lock. */

struct box_plain {
	spinlock_t lock;
	struct line_plain line;
	bool dead;
};

struct box_state {
	struct parcel_queue line;
	bool dead;
};

struct box_own {
	OWN_LOCKED(spinlock_t, struct box_state) state;
};

static int COST(send_plain)(struct box_plain *box, struct parcel *parcel)
{
	guard(spinlock)(&box->lock);

	if (box->dead)
		return -EPIPE;
	if (box->line.len >= ROOM)
		return -EAGAIN;
	list_add_tail(&parcel->node, &box->line.head);
	box->line.len++;
	return 0;
}

/*
 * cost: send: gcc +20, clang +2: as in push; and gcc copies the end of the scope, with the
 * unlock, for each of the three ways out. None executes more than that of push.
 */
static struct parcel_own_rest COST(send_own)(struct box_own *box, struct parcel_own parcel)
{
	own_linear(parcel_own, p, parcel);
	own_guard(spinlock, state, &box->state);

	if (state->dead)
		return own_reject(p, -EPIPE);
	if (parcel_queue_len(&state->line) >= ROOM)
		return own_reject(p, -EAGAIN);
	parcel_queue_push(&state->line, own_take(p));
	return own_accepted(parcel_own);
}

static struct parcel *COST(receive_plain)(struct box_plain *box)
{
	guard(spinlock)(&box->lock);
	struct parcel *first = list_first_entry_or_null(&box->line.head, struct parcel, node);

	if (!first)
		return ERR_PTR(box->dead ? -EPIPE : -EAGAIN);
	list_del(&first->node);
	box->line.len--;
	return first;
}

/* cost: receive: gcc -1, clang -2: as in pop. */
static struct parcel_own_result COST(receive_own)(struct box_own *box)
{
	own_guard(spinlock, state, &box->state);
	own_auto(parcel_own, p, parcel_queue_pop(&state->line));

	if (own_none(p))
		return own_fail(parcel_own, state->dead ? -EPIPE : -EAGAIN);
	return own_ok(p);
}
