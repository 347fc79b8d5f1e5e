// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a header says how long the parts behind it are; each part is a reader of its own
 */
#include "../prelude.h"
#include <own/user.h>

struct header {
	__u32 name_length;
	__u32 data_length;
};

struct named {
	u8 name[32];
	u8 data[256];
};

static int fill(struct own_user_reader *from, struct own_bytes_mut to, u32 length)
{
	own_result(own_bytes_mut_result, room, own_bytes_mut_sub(to, 0, length));

	if (own_none(room))
		return -ENAMETOOLONG;
	return own_user_read(slice, from, own_value(room));
}

int named_from_user(struct own_user_reader *from, struct named *named)
{
	struct header header;
	int err;

	err = own_user_read(object, from, &header);
	if (err)
		return err;
	own_result(own_user_reader_result, name, own_user_reader_part(from, header.name_length));
	if (own_none(name))
		return own_err(name);
	struct own_user_reader part = own_value(name);

	err = fill(from, own_slice_mut_of(own_bytes, named->data), header.data_length);
	if (err)
		return err;
	err = fill(&part, own_slice_mut_of(own_bytes, named->name), header.name_length);
	if (err)
		return err;
	return own_user_left(from) ? -EINVAL : 0;
}
