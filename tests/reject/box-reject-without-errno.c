// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is handed back with a code that may mean success
 * Rust: none
 * gcc clang: error: own: 'p' is handed back here with a code that is not proved to be a negative errno
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

struct parcel_own_rest try_send(struct parcel_own parcel)
{
	own_linear(parcel_own, p, parcel);
	int err = parcel_check(own_use(p));

#ifdef MENDED
	if (err < 0)
#else
	if (err)
#endif
		return own_reject(p, err);	/* ERROR */
	parcel_send(own_take(p));
	return own_accepted(parcel_own);
}
