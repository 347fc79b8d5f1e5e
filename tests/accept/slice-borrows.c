// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: slices are borrowed one after the other and side by side, and parts of one are changed
 */
#include "../prelude.h"
#include <own/slice.h>

u32 checksum(struct slice bytes);
void encode(struct slice_mut to, struct slice from);

int seal(struct parcel_own parcel, size_t header)
{
	own_linear(parcel_own, p, parcel);

	{
		slice_borrow_mut(slice, bytes, p, data, len);

		own_result(slice_mut_split_result, parts, slice_mut_split(bytes, header));
		if (own_none(parts)) {
			slice_for_each(byte, bytes)
				*byte = 0;
		} else {
			encode(own_value(parts).first, slice_const(own_value(parts).second));
		}
	}
	own_mut(p)->sum = ({
		slice_borrow(slice, bytes, p, data, len);
		slice_borrow(slice, again, p, data, len);

		checksum(bytes) ^ slice_len(again);
	});
	parcel_send(own_take(p));
	return 0;
}
