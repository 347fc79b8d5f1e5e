// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an errno is computed and returned later, but the object is used in between
 * Rust: Result unchecked
 * gcc: warning: own: 'p' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * clang: warning: own: 'p' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int check(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));
	int err = own_err(p);

#ifdef MENDED
	if (err)
		return err;
#endif
	if (own_use(p)->len > 16)	/* ERROR */
		err = -EMSGSIZE;
	return err;
}
