// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an owned value is made of nothing, by an initialiser without members
 * Rust: E0451 (the member is private)
 * gcc clang context-analysis: silent: no private member is named
 * coccinelle: warning: own: a cast makes a 'struct parcel_own' of something else
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

void send_empty(void)
{
#ifdef MENDED
	own_auto(parcel_own, p, parcel_new(0));

	if (!own_none(p))
		parcel_send(own_take(p));
#else
	parcel_send((struct parcel_own){ });	/* ERROR: coccinelle */
#endif
}
