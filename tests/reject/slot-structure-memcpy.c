// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a structure that owns is copied by memcpy(), and both copies own the same
 * Rust: none (ptr::copy() is unsafe)
 * gcc clang context-analysis: silent: bytes are copied
 * own-check: warning: own: struct box_settings has a member that owns \(struct parcel_own_slot\) and is copied here, so that there are two owners of one object
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 *
 * An assignment does not compile. A declaration that starts with the other structure
 * does: queue-copied.c.
 */
#include "../prelude.h"

void settings_move(const struct box *box, struct box_settings *to)
{
	own_guard(mutex, settings, &box->settings);
#ifdef MENDED
	own_auto(parcel_own, spare, parcel_own_take_from(&settings->spare));

	if (!own_none(spare))
		parcel_own_set(&to->spare, own_take(spare));
	to->capacity = settings->capacity;
#else
	memcpy(to, settings, sizeof(*to));	/* ERROR */
#endif
}
