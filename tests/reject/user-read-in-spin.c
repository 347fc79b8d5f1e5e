// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: user memory is read while a spinlock is held
 * Rust: none in the language (klint reports it)
 * gcc clang context-analysis: error: static assertion failed.*own: this may sleep, but a spinlock is held in this scope
 * gcc clang context-analysis: error: own: user space decides how long this takes, and a lock is held in this scope
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: warning: static assertion failed: "own: this may sleep, but a spinlock is held in this scope"
 * sparse: warning: static assertion failed: "own: user space decides how long this takes, and a lock is held in this scope
 */
#include "../prelude.h"
#include <own/user.h>

int set_bytes(struct box *box, struct own_user_reader *from)
{
	size_t bytes;
	int err;

#ifdef MENDED
	err = own_user_read(object, from, &bytes);
	if (err)
		return err;
	own_guard(spinlock, state, &box->state);
#else
	own_guard(spinlock, state, &box->state);
	err = own_user_read(object, from, &bytes);	/* ERROR */
	if (err)
		return err;
#endif
	state->bytes = bytes;
	return 0;
}
