// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: slices are borrowed one after the other and side by side, and parts of one are changed
 */
#include "../prelude.h"
#include <own/slice.h>

u32 checksum(struct own_bytes bytes);
void encode(struct own_bytes_mut to, struct own_bytes from);

int seal(struct parcel_own parcel, size_t header)
{
	own_linear(parcel_own, p, parcel);

	{
		own_slice_borrow_mut(own_bytes, bytes, p, data, len);

		own_result(own_bytes_mut_split_result, parts, own_bytes_mut_split(bytes, header));
		if (own_none(parts)) {
			own_slice_for_each(byte, bytes)
				*byte = 0;
		} else {
			encode(own_value(parts).first, own_bytes_const(own_value(parts).second));
		}
	}
	own_mut(p)->sum = ({
		own_slice_borrow(own_bytes, bytes, p, data, len);
		own_slice_borrow(own_bytes, again, p, data, len);

		checksum(bytes) ^ own_slice_len(again);
	});
	parcel_send(own_take(p));
	return 0;
}
