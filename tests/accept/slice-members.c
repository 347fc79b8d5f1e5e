// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: the members that carry elements: flexible, fixed and by pointer
 */
#include "../prelude.h"
#include <own/slice.h>

struct label {
	u8 used;
	u8 name[16];
	u32 serial;
};

struct frame {
	size_t length;
	u8 *bytes;
};

void print(struct own_bytes text);
void clear_all(struct own_bytes_mut bytes);

int label_print(const struct label *label)
{
	u8 used = label->used;

	if (used > sizeof(label->name))
		return -EINVAL;
	print(own_slice_of_member(own_bytes, label, name, used));
	return used;
}

void frame_clear(struct frame *frame)
{
	clear_all(own_slice_mut_of_member(own_bytes, frame, bytes, length));
}

void parcel_print(const struct parcel *parcel)
{
	print(own_slice_of_member(own_bytes, parcel, data, len));
}

void label_clear(struct label *label)
{
	clear_all(own_slice_mut_of(own_bytes, label->name));
	label->used = 0;
}
