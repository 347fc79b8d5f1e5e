// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a driver below strict.h has what it needs
 */
#include "../prelude.h"

#include <linux/poll.h>

struct letter {
	struct list_head node;
	size_t len;
	unsigned char data[] __counted_by(len);
};

static void letter_free(struct letter *letter)
{
	kvfree(letter);
}
DEFINE_OWN(letter_own, struct letter, letter_free);
DEFINE_OWN_QUEUE(letters, letter_own, struct letter, node);

struct desk_state {
	struct letters queue;
};

struct desk {
	wait_queue_head_t readers;
	OWN_LOCKED(spinlock_t, struct desk_state) state;
	OWN_LOCKED(struct mutex, struct letters) drafts;
};
static void desk_free(struct desk *desk);
DEFINE_OWN(desk_own, struct desk, desk_free);

static void desk_free(struct desk *desk)
{
	/* SAFETY: a drop function has the last pointer. */
	own_auto(desk_own, d, own_unsafe_from(desk_own, desk));

	letters_drop_all(&own_locked_mut(d, state)->queue);
	letters_drop_all(own_locked_mut(d, drafts));
	/* SAFETY: it is freed at once. */
	kfree(own_unsafe_into(d));
}

#include <own/strict.h>

struct desk_own_result desk_new(void)
{
	own_auto(desk_own, d, own_alloc(desk_own, GFP_KERNEL));

	if (own_none(d))
		return own_pass(d);
	init_waitqueue_head(&own_mut(d)->readers);
	own_locked_init(&own_mut(d)->state);
	own_locked_init(&own_mut(d)->drafts);
	letters_init(&own_locked_mut(d, state)->queue);
	letters_init(own_locked_mut(d, drafts));
	return own_ok(d);
}

int desk_write(struct desk *desk, const void __user *from, size_t len)
{
	struct user_reader reader = user_reader_from(from, len);
	int err;

	if (len > 4096)
		return -EMSGSIZE;
	own_auto(letter_own, p, own_alloc_flex(letter_own, data, len, GFP_KERNEL));
	if (own_none(p))
		return own_err(p);
	own_mut(p)->len = len;
	slice_borrow_mut(slice, bytes, p, data, len);
	err = user_read(slice, &reader, bytes);
	return err;
}

int desk_read(struct desk *desk)
{
	bool empty;
	int err;

	err = wait_event_interruptible(desk->readers, ready(1));
	if (err)
		return err;
	own_scoped_guard(spinlock, state, &desk->state)
		empty = !letters_len(&state->queue);
	if (empty)
		return -EAGAIN;
	own_guard_try(mutex_intr, drafts, &desk->drafts, -EINTR);
	if (own_none(drafts))
		return own_err(drafts);
	return letters_len(own_use(drafts));
}
