// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the record of an owner is copied into a second one
 * Rust: E0382
 * gcc: silent: a structure can be copied in C
 * clang: silent: a structure can be copied in C
 * context-analysis: silent: a structure can be copied in C
 * own-check: warning: own: struct parcel_own_owner__needs_own_none_own_use_or_own_take owns and is copied here, so that there are two owners of one object
 * coccinelle: silent: no rule looks for it
 * sparse: silent: a structure can be copied in C
 */
#include "../prelude.h"

int send(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));

	if (own_none(p))
		return own_err(p);
#ifndef MENDED
	typeof(p) q = p;	/* ERROR */

	parcel_send(own_take(q));
#endif
	parcel_send(own_take(p));
	return 0;
}
