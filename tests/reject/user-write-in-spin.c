// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: user memory is written while a spinlock is held
 * Rust: none in the language (klint reports it)
 * gcc clang context-analysis: error: static assertion failed.*own: this may sleep, but a spinlock is held in this scope
 * gcc clang context-analysis: error: own: user space decides how long this takes, and a lock is held in this scope
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: warning: static assertion failed: "own: this may sleep, but a spinlock is held in this scope"
 * sparse: warning: static assertion failed: "own: user space decides how long this takes, and a lock is held in this scope
 */
#include "../prelude.h"
#include <own/user.h>

int give_bytes(struct box *box, struct own_user_writer *to)
{
	size_t bytes;

	own_scoped_guard(spinlock, state, &box->state) {
		bytes = state->bytes;
#ifndef MENDED
		if (own_user_write(object, to, &bytes))	/* ERROR */
			return -EFAULT;
#endif
	}
	return own_user_write(object, to, &bytes);
}
