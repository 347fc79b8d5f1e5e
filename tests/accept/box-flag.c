// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a flag says whether the object was handed on
 */
#include "../prelude.h"

int send_if_ready(size_t len)
{
	bool sent = false;

	own_auto(parcel_own, p, parcel_new(len));
	if (own_none(p))
		return own_err(p);
	if (ready(0)) {
		parcel_send(own_take(p));
		sent = true;
	}
	if (!sent)
		return parcel_check(own_use(p));
	return 0;
}
