// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is dropped twice on the path of an error
 * Rust: E0382
 * gcc: error: own: 'p' is taken or dropped here, but on some path it was taken or dropped before
 * clang: error: own: 'p' is taken or dropped here, but on some path it was taken or dropped before
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int send(size_t len)
{
	own_auto(parcel_own, p, parcel_new(len));
	int err;

	if (own_none(p))
		return own_err(p);
	err = parcel_setup(own_mut(p));
	if (err) {
		own_drop(parcel_own, p);
		goto out;
	}
	parcel_send(own_take(p));
	return 0;
out:
#ifndef MENDED
	own_drop(parcel_own, p);	/* ERROR */
#endif
	return err;
}
