// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an owned argument is used for two owners
 * Rust: E0382
 * gcc: silent: a parameter can be read twice in C
 * clang: silent: a parameter can be read twice in C
 * context-analysis: silent: a parameter can be read twice in C
 * own-check: warning: own: the value in 'parcel' is used here, but on some path it was handed on before
 * coccinelle: silent: no rule looks for it
 * sparse: silent: a parameter can be read twice in C
 */
#include "../prelude.h"

void send_twice(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
#ifndef MENDED
	own_auto(parcel_own, q, parcel);	/* ERROR */

	parcel_send(own_take(q));
#endif
	parcel_send(own_take(p));
}
