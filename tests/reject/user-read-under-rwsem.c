// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: user memory is read while a semaphore is held for reading, and writers wait
 * Rust: none (it compiles)
 * gcc clang context-analysis: error: own: user space decides how long this takes, and a lock is held in this scope
 * coccinelle: silent: no rule looks for it
 * sparse: warning: static assertion failed: "own: user space decides how long this takes
 */
#include "../prelude.h"
#include <own/user.h>

int read_capacity(const struct box *box, struct own_user_reader *from, u32 *capacity)
{
#ifdef MENDED
	int err = own_user_read(object, from, capacity);

	if (err)
		return err;
	own_guard(rwsem_read, defaults, &box->defaults);
#else
	own_guard(rwsem_read, defaults, &box->defaults);
	int err = own_user_read(object, from, capacity);	/* ERROR */

	if (err)
		return err;
#endif
	*capacity = min(*capacity, defaults->capacity);
	return 0;
}
