// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is put on a list of the kernel's, and its owner drops it at the end of the scope
 * Rust: E0505
 * own-check: warning: own: the object of 'p' is dropped at the end of this scope while the kernel still has a pointer to it
 * gcc clang context-analysis coccinelle sparse: silent: the pointer is not followed
 */
#include "../prelude.h"

static LIST_HEAD(parcels);
static DEFINE_MUTEX(lock);

void publish(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);	/* ERROR */

	guard(mutex)(&lock);
#ifdef MENDED
	/* SAFETY: the list owns what is on it. */
	list_add_tail(&own_unsafe_into(p)->node, &parcels);
#else
	list_add_tail(&own_mut(p)->node, &parcels);
#endif
}
