// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: one branch hands the object on, the code after both uses it
 * Rust: E0382
 * gcc: warning: own: 'p' is used here, but on some path it was taken or dropped before
 * clang: warning: own: 'p' is used here, but on some path it was taken or dropped before
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int send_if_ready(size_t len)
{
	own_auto(parcel_own, p, parcel_new(len));

	if (own_none(p))
		return own_err(p);
	if (ready(0)) {
		parcel_send(own_take(p));
#ifdef MENDED
		return 0;
#endif
	}
	return parcel_check(own_use(p));	/* ERROR */
}
