// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a driver below strict.h has what it needs
 */
#include "../prelude.h"

#include <own/wait.h>

struct letter {
	struct list_head node;
	size_t len;
	unsigned char data[] __counted_by(len);
};

DEFINE_OWN(letter_own, struct letter, OWN_KVMALLOC);
DEFINE_OWN_QUEUE(letters, letter_own, struct letter, node);

struct desk_state {
	struct letters queue;
};

struct desk {
	struct own_waiters readers;
	OWN_LOCKED(spinlock_t, struct desk_state) state;
	OWN_LOCKED(struct mutex, struct desk_state) drafts;
};
DEFINE_OWN(desk_own, struct desk, OWN_KMALLOC,
	   own_locked_member(letters, state, queue),
	   own_locked_member(letters, drafts, queue));

#include <own/strict.h>

struct desk_own_result desk_new(void)
{
	own_auto(desk_own, d, own_alloc(desk_own, GFP_KERNEL));

	if (own_none(d))
		return own_pass(d);
	own_waiters_init(d, readers);
	own_locked_init(&own_mut(d)->state);
	own_locked_init(&own_mut(d)->drafts);
	letters_init(&own_locked_mut(&own_mut(d)->state)->queue);
	letters_init(&own_locked_mut(&own_mut(d)->drafts)->queue);
	return own_ok(d);
}

int desk_write(const struct desk *desk, const void __user *from, size_t len)
{
	struct own_user_reader reader = own_user_reader_from(from, len);
	int err;

	if (len > 4096)
		return -EMSGSIZE;
	own_auto(letter_own, p, own_alloc_flex(letter_own, data, len, GFP_KERNEL));
	if (own_none(p))
		return own_err(p);
	own_mut(p)->len = len;
	own_slice_borrow_mut(own_bytes, bytes, p, data, len);
	err = own_user_read(slice, &reader, bytes);
	return err;
}

int desk_read(const struct desk *desk)
{
	bool empty;
	int err;

	err = own_wait(interruptible, &desk->readers, ready(1));
	if (err)
		return err;
	own_scoped_guard(spinlock, state, &desk->state)
		empty = !letters_len(&state->queue);
	if (empty)
		return -EAGAIN;
	own_guard_try(mutex_intr, drafts, &desk->drafts, -EINTR);
	if (own_none(drafts))
		return own_err(drafts);
	return letters_len(&own_use(drafts)->queue);
}
