// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a kept pointer goes to a function after the scope of its owner
 * Rust: E0597
 * gcc: silent: a raw pointer is not followed
 * clang: silent: a raw pointer is not followed
 * context-analysis: warning: own: parcel_check\(\) (is given the object of 'p'|wants a borrow of)
 * own-check: warning: own: a pointer that was had from 'p' is passed on after that ended
 * coccinelle: silent: it does not follow pointers, own-check does
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int count(size_t len)
{
#ifndef MENDED
	const struct parcel *last = NULL;
#endif
	int err = 0;

	if (ready(1)) {
		own_auto(parcel_own, p, parcel_new(len));

		if (own_none(p))
			return -ENOMEM;
#ifdef MENDED
		err = parcel_check(own_use(p));
	}
#else
		last = own_use(p);
	}
	err = parcel_check(last);		/* ERROR: context-analysis own-check */
#endif
	return err;
}
