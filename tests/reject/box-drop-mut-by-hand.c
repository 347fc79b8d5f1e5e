// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the object of an owner is freed by hand through a mutable pointer
 * Rust: E0382
 * gcc: silent: the free function takes any pointer
 * clang: silent: the free function takes any pointer
 * context-analysis: silent: the free function takes any pointer
 * coccinelle: silent: no rule looks for it
 * sparse: silent: the free function takes any pointer
 * own-check: warning: own: the object of 'p' is freed by hand here, and its owner will drop it again
 */
#include "../prelude.h"

int discard(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));

	if (own_none(p))
		return own_err(p);
#ifdef MENDED
	own_drop(parcel_own, p);
#else
	parcel_free(own_mut(p));	/* ERROR */
#endif
	return 0;
}
