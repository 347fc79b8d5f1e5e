// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an owner is given up for a raw pointer, and nobody frees it
 * Rust: none (Box::into_raw() is safe)
 * gcc clang: silent: that is what unsafe means; the SAFETY: comment must say who drops it
 * context-analysis: warning: own: parcel_check\(\) is given the object of 'p', which was taken, dropped or borrowed since, or is out of scope \(like Rust E0382, E0505\)
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int discard(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));

	if (own_none(p))
		return own_err(p);
#ifdef MENDED
	own_drop(parcel_own, p);
	return 0;
#else
	/* SAFETY: there is none to state. */
	return parcel_check(own_unsafe_into(p));	/* ERROR */
#endif
}
