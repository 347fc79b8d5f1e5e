// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: user memory is written in a block that holds a mutex
 * Rust: none (it compiles)
 * gcc clang context-analysis: error: own: user space decides how long this takes, and a lock is held in this scope
 * coccinelle: silent: no rule looks for it
 * sparse: warning: static assertion failed: "own: user space decides how long this takes
 */
#include "../prelude.h"
#include <own/user.h>

int give_capacity(const struct box *box, struct own_user_writer *to)
{
	int err = 0;
	u32 capacity;

	own_scoped_guard(mutex, settings, &box->settings) {
		capacity = settings->capacity;
#ifndef MENDED
		err = own_user_write(object, to, &capacity);	/* ERROR */
#endif
	}
#ifdef MENDED
	err = own_user_write(object, to, &capacity);
#endif
	return err;
}
