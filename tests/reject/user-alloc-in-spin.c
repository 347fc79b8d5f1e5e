// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is allocated and read from user memory while a spinlock is held
 * Rust: none in the language (klint reports it)
 * gcc clang context-analysis: error: static assertion failed.*own: this may sleep, but a spinlock is held in this scope
 * gcc clang context-analysis: error: own: user space decides how long this takes, and a lock is held in this scope
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: warning: static assertion failed: "own: this may sleep, but a spinlock is held in this scope"
 * sparse: warning: static assertion failed: "own: user space decides how long this takes, and a lock is held in this scope
 */
#include "../prelude.h"
#include <own/user.h>

DEFINE_OWN_USER_ALLOC(parcel_own, data, len);

int push_from_user(struct box *box, struct own_user_reader *from)
{
#ifdef MENDED
	own_auto(parcel_own, p, own_user_read_alloc(parcel_own, from, 65536, GFP_KERNEL));
	own_guard(spinlock, state, &box->state);
#else
	own_guard(spinlock, state, &box->state);
	own_auto(parcel_own, p, own_user_read_alloc(parcel_own, from, 65536, GFP_KERNEL));	/* ERROR */
#endif
	if (own_none(p))
		return own_err(p);
	parcel_queue_push(&state->queue, own_take(p));
	return 0;
}
