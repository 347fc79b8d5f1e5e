// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a case of a switch that falls through hands the object on twice
 * Rust: E0382
 * gcc: warning: own: 'p' is taken or dropped here, but on some path it was taken or dropped before
 * clang: warning: own: 'p' is taken or dropped here, but on some path it was taken or dropped before
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int dispatch(struct box *box, int kind)
{
	own_auto(parcel_own, p, box_pop(box));

	if (own_none(p))
		return own_err(p);
	switch (kind) {
	case 0:
		parcel_send(own_take(p));
#ifdef MENDED
		break;
#else
		fallthrough;
#endif
	case 1:
		own_drop(parcel_own, p);	/* ERROR */
		break;
	default:
		return -EINVAL;
	}
	return 0;
}
