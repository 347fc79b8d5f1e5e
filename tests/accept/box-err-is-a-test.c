// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: own_err() is asked and returned, which is as good as own_none()
 */
#include "../prelude.h"

int first_tag(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));

	if (own_err(p))
		return own_err(p);
	return own_use(p)->tag;
}
