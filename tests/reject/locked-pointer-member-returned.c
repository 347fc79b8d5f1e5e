// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a pointer member of locked data is returned (CVE-2026-74450)
 * Rust: E0515
 * gcc clang context-analysis coccinelle sparse: silent: the pointer is not followed
 * own-check: warning: own: a pointer that was read out of locked data is returned out of its guard; what it points to may change or go without the lock
 */
#include "../prelude.h"

struct pm {
	u8 *table;
	size_t size;
};

struct gpu {
	OWN_LOCKED(struct mutex, struct pm) pm;
};

#ifdef MENDED
ssize_t copy_table(struct gpu *gpu, u8 *to, size_t room)
#else
u8 *get_table(struct gpu *gpu)
#endif
{
	own_guard(mutex, pm, &gpu->pm);

#ifdef MENDED
	if (pm->size > room)
		return -ENOSPC;
	memcpy(to, pm->table, pm->size);
	return pm->size;
#else
	return pm->table;	/* ERROR */
#endif
}
