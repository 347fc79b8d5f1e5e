// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a global mutex is held across copies from and to user space (CVE-2025-23134)
 * Rust: none (it compiles)
 * gcc clang context-analysis: error: own: user space decides how long this takes, and a lock is held in this scope
 * coccinelle: silent: no rule looks for it
 * sparse: warning: static assertion failed: "own: user space decides how long this takes
 */
#include "../prelude.h"
#include <own/user.h>

struct timers {
	u32 count;
};

static OWN_LOCKED(struct mutex, struct timers) registered =
	OWN_LOCKED_INIT(__MUTEX_INITIALIZER, registered, { 0 });

int next_device(struct own_user_reader *from, struct own_user_writer *to)
{
	u32 id;
	int err;

#ifdef MENDED
	err = own_user_read(object, from, &id);
	if (err)
		return err;
	own_scoped_guard(mutex, timers, &registered)
		id = id < timers->count ? id + 1 : 0;
	return own_user_write(object, to, &id);
#else
	own_guard(mutex, timers, &registered);
	err = own_user_read(object, from, &id);	/* ERROR */
	if (err)
		return err;
	id = id < timers->count ? id + 1 : 0;
	return own_user_write(object, to, &id);	/* ERROR */
#endif
}
