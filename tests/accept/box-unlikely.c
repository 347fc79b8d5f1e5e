// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: tests inside unlikely() and WARN_ON()
 */
#include "../prelude.h"

int send(struct box *box, size_t len)
{
	own_auto(parcel_own, p, parcel_new(len));

	if (unlikely(own_none(p)))
		return own_err(p);
	own_auto(parcel_own, q, box_pop(box));
	if (WARN_ON(own_none(q)))
		return own_err(q);
	if (WARN_ON_ONCE(own_use(q)->len > own_use(p)->len))
		return -EMSGSIZE;
	parcel_send(own_take(p));
	parcel_send(own_take(q));
	return 0;
}
