// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct but rejected: an array of owners, each of which is handed on in a loop
 * Rust: E0507
 * gcc: error: assignment of read-only location
 * clang context-analysis: error: cannot assign to
 * coccinelle: silent: this is a matter of types
 * sparse: silent: it does not follow values
 *
 * A record cannot be followed once an index chooses it. An array of members that own
 * (struct parcel_own_slot) can be asked at run time; see accept/box-array-of-slots.c.
 */
#include "../prelude.h"

int send_two(void)
{
#ifdef MENDED
	struct parcel_own_slot held[2] = { };
#else
	struct parcel_own_owner__needs_own_none_own_use_or_own_take held[2];
#endif

	for (int i = 0; i < 2; i++) {
		own_auto(parcel_own, p, parcel_new(i));

		if (own_none(p))
			return own_err(p);
#ifdef MENDED
		own_auto(parcel_own, old, parcel_own_swap(&held[i], own_take(p)));
#else
		held[i] = p;	/* ERROR */
#endif
	}
#ifdef MENDED
	for (int i = 0; i < 2; i++) {
		own_auto(parcel_own, p, parcel_own_take_from(&held[i]));
	}
#endif
	return 0;
}
