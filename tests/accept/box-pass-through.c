// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a result is passed on as it is, object or errno
 */
#include "../prelude.h"

struct parcel_own_result next(struct box *box, struct box *fallback)
{
	own_auto(parcel_own, p, box_pop(box));

	if (own_none(p) && own_err(p) == -EAGAIN)
		own_refill(parcel_own, p, box_pop(fallback));
	return own_pass(p);
}
