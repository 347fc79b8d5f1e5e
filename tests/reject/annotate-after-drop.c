// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a kept pointer goes to a function after the drop
 * Rust: E0382
 * gcc: silent: a raw pointer is not followed
 * clang: silent: a raw pointer is not followed
 * context-analysis: warning: own: parcel_check\(\) is given the object of 'p', which was taken
 * own-check: warning: own: a pointer that was had from 'p' is passed on after that ended
 * coccinelle: silent: it does not follow pointers, own-check does
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int judge(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
#ifdef MENDED
	int err = parcel_check(own_use(p));

	own_drop(parcel_own, p);
	return err;
#else
	const struct parcel *raw = own_use(p);

	own_drop(parcel_own, p);
	return parcel_check(raw);		/* ERROR: context-analysis own-check */
#endif
}
