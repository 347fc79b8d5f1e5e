// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a loop hands on the same object in each round
 * Rust: E0382 (value moved in the previous iteration of the loop)
 * gcc: warning: own: 'p' is taken or dropped here, but on some path it was taken or dropped before
 * clang: warning: own: 'p' is taken or dropped here, but on some path it was taken or dropped before
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int broadcast(size_t len, int readers)
{
	own_auto(parcel_own, p, parcel_new(len));

	if (own_none(p))
		return own_err(p);
	for (int i = 0; i < readers; i++) {
		if (!ready(i))
			continue;
		parcel_send(own_take(p));	/* ERROR */
#ifdef MENDED
		break;
#endif
	}
	return 0;
}
