// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: an object is handed back with an errno that was found to be negative
 */
#include "../prelude.h"

struct parcel_own_rest try_send(struct parcel_own parcel)
{
	own_linear(parcel_own, p, parcel);
	int err = parcel_setup(own_mut(p));

	if (err < 0)
		return own_reject(p, err);
	err = parcel_check(own_use(p));
	if (err < 0)
		return own_reject(p, err);
	parcel_send(own_take(p));
	return own_accepted(parcel_own);
}
