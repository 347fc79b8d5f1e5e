// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an owner that was taken is asked for its errno as if nothing had happened
 * Rust: E0382
 * gcc: silent: own_err() of an empty owner is -ENOENT, by definition
 * clang: silent: own_err() of an empty owner is -ENOENT, by definition
 * context-analysis: silent: own_err() of an empty owner is -ENOENT, by definition
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 * own-check: warning: own: 'p' is asked for an errno here, and on some path its object was taken before: that is no failure
 */
#include "../prelude.h"

int send(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));

	if (own_none(p))
		return own_err(p);
	parcel_send(own_take(p));
#ifdef MENDED
	return 0;
#else
	return own_err(p);	/* ERROR */
#endif
}
