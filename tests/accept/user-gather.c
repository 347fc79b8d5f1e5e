// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: objects are made from buffers that user memory lists
 */
#include "../prelude.h"
#include <own/user.h>

struct piece {
	__u64 address;
	__u64 length;
	__u32 flags;
	__u32 reserved;
};

struct bytes {
	DECLARE_FLEX_ARRAY(u8, data);
};

DEFINE_OWN(bytes_own, struct bytes, OWN_KVMALLOC);
DEFINE_OWN_USER_ALLOC(bytes_own, data);
DEFINE_OWN_USER_ALLOC(parcel_own, data, len);

int send_pieces(struct box *box, u64 pieces, u32 number, size_t length)
{
	struct own_user_reader list = own_user_reader_from(u64_to_user_ptr(pieces),
						   array_size(number, sizeof(struct piece)));

	if (length > 65536)
		return -EMSGSIZE;
	own_auto(parcel_own, p,
		 own_user_gather_alloc(parcel_own, &list, struct piece, address, length, length,
				       GFP_KERNEL_ACCOUNT));
	if (own_none(p))
		return own_err(p);
	return own_rest(p, box_push(box, own_take(p)));
}

struct bytes_own_result bytes_from_pieces(struct own_user_reader *list, size_t length)
{
	if (length > 65536)
		return own_fail(bytes_own, -EMSGSIZE);
	return own_user_gather_alloc(bytes_own, list, struct piece, address, length, length,
				     GFP_KERNEL_ACCOUNT);
}
