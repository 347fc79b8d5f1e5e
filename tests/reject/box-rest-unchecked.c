// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: after a push that can fail the object is used as if it had failed
 * Rust: E0382
 * gcc: warning: own: 'p' is used here, but on some path it was taken or dropped before
 * clang: warning: own: 'p' is used here, but on some path it was taken or dropped before
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int send(struct box *box, size_t len)
{
	own_auto(parcel_own, p, parcel_new(len));
	int err;

	if (own_none(p))
		return own_err(p);
	err = own_rest(p, box_push(box, own_take(p)));
#ifdef MENDED
	if (!err)
		return 0;
#endif
	parcel_check(own_use(p));	/* ERROR */
	return err;
}
