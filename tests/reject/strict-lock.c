// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a lock is taken by hand below strict.h
 * Rust: E0133
 * gcc: error: attempt to use poisoned "mutex_lock"|implicit declaration of function 'mutex_lock'
 * clang: error: attempt to use a poisoned identifier
 * context-analysis: error: attempt to use a poisoned identifier
 * coccinelle: silent: the compilers reject it
 * sparse: silent: it knows no poison
 *
 * Where lockdep makes mutex_lock() a macro, nothing of it is left to be poisoned.
 */
#include "../prelude.h"

#include <own/strict.h>

struct shelf {
	struct mutex lock;
	OWN_LOCKED(struct mutex, struct box_settings) settings;
};

DEFINE_OWN(shelf_own, struct shelf, OWN_KMALLOC, own_locked_member(parcel_own, settings, spare));

void clear(struct shelf_own shelf)
{
	own_auto(shelf_own, s, shelf);

#ifdef MENDED
	own_guard(mutex, settings, &own_mut(s)->settings);

	settings->capacity = 0;
#else
	mutex_lock(&own_mut(s)->lock);	/* ERROR: gcc clang context-analysis */
#endif
}
