// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: an index of records into a payload is checked and walked, borrowed from its owner, which is then sent
 */
#include "../prelude.h"
#include <own/slice.h>

struct record {
	u32 tag;
	u32 offset;
	u32 length;
};

DEFINE_OWN_SLICE(record_slice, struct record);

int deliver(u32 tag, struct own_bytes bytes);

static int deliver_records(struct own_bytes payload, struct record_slice index, u32 wanted)
{
	int delivered = 0;

	own_slice_for_each(record, index) {
		own_result(own_bytes_result, bytes,
			   own_bytes_sub(payload, record->offset, record->length));
		int err;

		if (own_none(bytes))
			return own_err(bytes);
		if (wanted && record->tag != wanted)
			continue;
		err = deliver(record->tag, own_value(bytes));
		if (err)
			return err;
		delivered++;
	}
	return delivered ?: -ENOENT;
}

int deliver_and_send(struct parcel_own parcel, struct record_slice index, u32 wanted)
{
	own_auto(parcel_own, p, parcel);
	int delivered;

	{
		own_slice_borrow(own_bytes, payload, p, data, len);

		if (own_slice_len(payload) > 65536)
			return -EMSGSIZE;
		delivered = deliver_records(payload, index, wanted);
	}
	if (delivered < 0)
		return delivered;
	own_mut(p)->tag = wanted;
	parcel_send(own_take(p));
	return delivered;
}
