// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: own_may_park() was said of one lock, and another one is taken in its scope
 * Rust: none; it compiles without a word
 * gcc clang: silent: it holds for the rest of its scope
 * context-analysis: silent: no lock is missing
 * own-check: silent: a mutex may be held for long
 * coccinelle: silent: no rule looks for it
 * sparse: silent: no lock is missing
 */
#include "../prelude.h"
#include <own/user.h>

int box_read_defaults(const struct box *box, struct own_user_reader *from)
{
	unsigned int capacity;
	int err;

	/* Who else changes the settings waits for this user, who has been told so. */
	own_guard(mutex, settings, &box->settings);
#ifdef MENDED
	{
		own_may_park();

		err = own_user_read(object, from, &capacity);
	}
	if (err)
		return err;
	own_guard(rwsem_write, defaults, &box->defaults);
#else
	own_may_park();
	own_guard(rwsem_write, defaults, &box->defaults);
	err = own_user_read(object, from, &capacity);	/* ERROR */
	if (err)
		return err;
#endif
	settings->capacity = capacity;
	defaults->capacity = capacity;
	return 0;
}
