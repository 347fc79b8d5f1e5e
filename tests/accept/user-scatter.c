// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: records are written one after the other as far as there is room, and the rest is counted
 */
#include "../prelude.h"
#include <own/user.h>

struct info {
	__u32 tag;
	__u32 length;
	__u64 sequence;
};

DEFINE_OWN_SLICE(info_slice, struct info);

int list(struct info_slice all, void __user *address, size_t length, u32 *written)
{
	struct own_user_writer to = own_user_writer_from(address, length);

	*written = 0;
	own_slice_for_each(info, all) {
		int err = own_user_write(object, &to, info);

		if (err == -ERANGE)
			break;
		if (err)
			return err;
		(*written)++;
	}
	return own_user_left(&to) < sizeof(struct info) ? 0 : -ENODATA;
}

int list_whole(struct info_slice all, struct own_user_writer *to)
{
	return own_user_write(slice, to, info_slice_bytes(all));
}
