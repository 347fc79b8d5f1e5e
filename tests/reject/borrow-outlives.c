// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a borrow is used after the owner's scope has ended
 * Rust: E0597
 * gcc: error: 'parcel' undeclared
 * clang context-analysis: error: use of undeclared identifier 'parcel'
 * coccinelle: silent: this is a matter of the language
 * sparse: warning: undefined identifier 'parcel'
 */
#include "../prelude.h"

int check(size_t len)
{
	int err;

	{
		own_auto(parcel_own, p, parcel_new(len));

		if (own_none(p))
			return own_err(p);
		own_borrow(parcel, p);
		err = parcel_check(parcel);
	}
#ifndef MENDED
	err = parcel_check(parcel);	/* ERROR */
#endif
	return err;
}
