// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: buffers of user memory are gathered while a spinlock is held
 * Rust: none in the language (klint reports it)
 * gcc clang context-analysis: error: static assertion failed.*own: this may sleep, but a spinlock is held in this scope
 * gcc clang context-analysis: error: own: user space decides how long this takes, and a lock is held in this scope
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: warning: static assertion failed: "own: this may sleep, but a spinlock is held in this scope"
 * sparse: warning: static assertion failed: "own: user space decides how long this takes, and a lock is held in this scope
 */
#include "../prelude.h"
#include <own/user.h>

struct piece {
	__u64 address;
	__u64 length;
};

DEFINE_OWN_USER_ALLOC(parcel_own, data, len);

int push_from_user(struct box *box, struct own_user_reader *list, size_t length)
{
#ifdef MENDED
	own_auto(parcel_own, p, own_user_gather_alloc(parcel_own, list, struct piece, address,
						      length, length, GFP_KERNEL));
	own_guard(spinlock, state, &box->state);
#else
	own_guard(spinlock, state, &box->state);
	own_auto(parcel_own, p, own_user_gather_alloc(parcel_own, list, struct piece, address,	/* ERROR */
						      length, length, GFP_KERNEL));
#endif
	if (own_none(p))
		return own_err(p);
	parcel_queue_push(&state->queue, own_take(p));
	return 0;
}
