// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the object is used in a pr_devel() after it was handed on
 * Rust: E0382
 * gcc clang context-analysis: silent: without DEBUG nothing is left of the message; with it the compilers say so
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 * own-check: warning: own: 'p' is used in this message, and on some path its object was taken before; with DEBUG the message is there
 */
#include "../prelude.h"

void send(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

#ifdef MENDED
	pr_devel("parcel %u\n", own_use(p)->tag);
	parcel_send(own_take(p));
#else
	parcel_send(own_take(p));
	pr_devel("parcel %u\n", own_use(p)->tag);	/* ERROR */
#endif
}
