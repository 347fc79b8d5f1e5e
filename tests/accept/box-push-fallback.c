// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: what one box does not take is offered to another
 */
#include "../prelude.h"

int send(struct box *box, struct box *fallback, size_t len)
{
	own_auto(parcel_own, p, parcel_new(len));

	if (own_none(p))
		return own_err(p);
	if (!own_rest(p, box_push(box, own_take(p))))
		return 0;
	return own_rest(p, box_push(fallback, own_take(p)));
}
