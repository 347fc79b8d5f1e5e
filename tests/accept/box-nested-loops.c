// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: an owner of the outer loop is used in the inner one and handed on after it
 */
#include "../prelude.h"

int broadcast(struct box *box, struct box *const *readers, int count)
{
	for (int round = 0; round < 8; round++) {
		own_auto(parcel_own, p, box_pop(box));

		if (own_none(p))
			return own_err(p);
		for (int i = 0; i < count; i++) {
			own_auto(parcel_own, copy, parcel_new(own_use(p)->len));

			if (own_none(copy))
				continue;
			memcpy(own_mut(copy)->data, own_use(p)->data, own_use(p)->len);
			own_mut(copy)->len = own_use(p)->len;
			if (own_rest(copy, box_push(readers[i], own_take(copy))))
				break;
		}
		if (ready(round))
			parcel_send(own_take(p));
	}
	return 0;
}
