// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: an ioctl in the style of openat2(): a structure by size, an array with a limit, a payload, an answer
 */
#include "../prelude.h"
#include <own/user.h>

struct segment {
	__u64 address;
	__u64 length;
};

struct send {
	__u32 flags;
	__u32 count;
	__u64 segments;
	__u64 deadline;
};

#define SEND_SIZE_VER0	16
#define SEGMENTS	64

DEFINE_OWN_USER_ALLOC(parcel_own, data, len);

static long gather(struct own_bytes_mut to, const struct send *send)
{
	struct own_bytes_mut room = to;

	own_result(own_user_reader_result, segments,
		   own_user_reader_from_array(u64_to_user_ptr(send->segments), send->count,
					  sizeof(struct segment), SEGMENTS));
	if (own_none(segments))
		return own_err(segments);
	struct own_user_reader from = own_value(segments);

	for (u32 i = 0; i < send->count; i++) {
		struct segment segment;
		int err = own_user_read(object, &from, &segment);

		if (err)
			return err;
		own_result(own_bytes_mut_split_result, parts, own_bytes_mut_split(room, segment.length));
		if (own_none(parts))
			return -EMSGSIZE;
		struct own_user_reader payload =
			own_user_reader_from(u64_to_user_ptr(segment.address), segment.length);

		err = own_user_read(slice, &payload, own_value(parts).first);
		if (err)
			return err;
		room = own_value(parts).second;
	}
	return own_slice_len(to) - own_slice_len(room);
}

static long send(struct own_user_reader *from, struct own_user_writer *to, struct box *box)
{
	struct send send;
	bool ignored;
	long filled;
	int err;

	err = own_user_read(versioned, from, &send, SEND_SIZE_VER0);
	if (err)
		return err;
	if (send.flags & ~3U || !send.count)
		return -EINVAL;

	own_auto(parcel_own, p, parcel_new(4096));
	if (own_none(p))
		return own_err(p);
	{
		own_slice_borrow_mut(own_bytes, bytes, p, data, len);

		filled = gather(bytes, &send);
	}
	if (filled < 0)
		return filled;
	own_mut(p)->len = filled;
	err = own_rest(p, box_push(box, own_take(p)));
	if (err)
		return err;
	send.deadline = 0;
	return own_user_write(versioned, to, &send, &ignored);
}

long box_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	void __user *address = (void __user *)argument;
	struct own_user_reader from = own_user_reader_from(address, _IOC_SIZE(command));
	struct own_user_writer to = own_user_writer_from(address, _IOC_SIZE(command));

	switch (_IOC_NR(command)) {
	case 1:
		return send(&from, &to, file->private_data);
	default:
		return -ENOTTY;
	}
}
