// SPDX-License-Identifier: GPL-2.0-only
/* What reading user memory once costs over copy_from_user() with the same checks. */
#include <linux/nospec.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/uio.h>
#include <own/user.h>
#include "cost.h"

struct record {
	u32 tag, offset, length;
};

struct segment {
	u64 address, length;
};

struct request {
	u32 flags, count;
	u64 segments, deadline;
};

#define REQUEST_SIZE_VER0	16

struct parcel {
	u64 tag;
	size_t len;
	u8 data[];
};

DEFINE_OWN(parcel_own, struct parcel, kvfree);
DEFINE_OWN_USER_ALLOC(parcel_own, data, len);

int apply(const struct request *request);

/* A header and what follows it. */

static int COST(two_reads_plain)(const void __user *from, size_t left, u64 *out)
{
	struct record record;
	u8 bytes[8];

	if (left < sizeof(record))
		return -ERANGE;
	if (copy_from_user(&record, from, sizeof(record)))
		return -EFAULT;
	from += sizeof(record);
	left -= sizeof(record);
	if (left < sizeof(bytes))
		return -ERANGE;
	if (copy_from_user(bytes, from, sizeof(bytes)))
		return -EFAULT;
	left -= sizeof(bytes);
	*out = record.tag + bytes[0] + left;
	return 0;
}

/* cost: two_reads: gcc 0: the same instructions on other registers, or in another order. */
static int COST(two_reads_own)(const void __user *address, size_t length, u64 *out)
{
	struct own_user_reader from = own_user_reader_from(address, length);
	struct record record;
	u8 bytes[8];
	int err;

	err = own_user_read(object, &from, &record);
	if (err)
		return err;
	err = own_user_read(slice, &from, own_slice_mut_of(own_bytes, bytes));
	if (err)
		return err;
	*out = record.tag + bytes[0] + own_user_left(&from);
	return 0;
}

/* A structure that grows. */

static int COST(versioned_plain)(const void __user *from, size_t size)
{
	struct request request;
	int err;

	if (size < REQUEST_SIZE_VER0)
		return -EINVAL;
	if (size > PAGE_SIZE)
		return -E2BIG;
	err = copy_struct_from_user(&request, sizeof(request), from, size);
	if (err)
		return err;
	return apply(&request);
}

static int COST(versioned_own)(const void __user *address, size_t size)
{
	struct own_user_reader from = own_user_reader_from(address, size);
	struct request request;
	int err;

	err = own_user_read(versioned, &from, &request, REQUEST_SIZE_VER0);
	if (err)
		return err;
	return apply(&request);
}

/* The same on the way out. */

static int COST(answer_plain)(void __user *to, size_t size, const struct request *request)
{
	return copy_struct_to_user(to, size, request, sizeof(*request), NULL);
}

static int COST(answer_own)(void __user *address, size_t size, const struct request *request)
{
	struct own_user_writer to = own_user_writer_from(address, size);

	return own_user_write(versioned, &to, request, NULL);
}

/* Elements, as far as there is room. */

static int COST(list_plain)(void __user *to, size_t left, const struct record *records,
			    size_t count)
{
	for (const struct record *r = records, *end = records + count; r < end; r++) {
		if (left < sizeof(*r))
			return -ERANGE;
		if (copy_to_user(to, r, sizeof(*r)))
			return -EFAULT;
		to += sizeof(*r);
		left -= sizeof(*r);
	}
	return 0;
}

DEFINE_OWN_SLICE(record_slice, struct record);

/*
 * cost: list: gcc +2: gcc tests the room of the first element ahead of the
 * loop.
 */
static int COST(list_own)(void __user *address, size_t length, struct record_slice records)
{
	struct own_user_writer to = own_user_writer_from(address, length);

	own_slice_for_each(r, records) {
		int err = own_user_write(object, &to, r);

		if (err)
			return err;
	}
	return 0;
}

/* An array that says how long it is, and buffers that it names. */

static long COST(gather_plain)(const struct request *request, u8 *to, size_t room)
{
	const struct segment __user *segments = u64_to_user_ptr(request->segments);
	size_t filled = 0;

	if (request->count > 64)
		return -E2BIG;
	for (u32 i = 0; i < request->count; i++) {
		struct segment segment;
		size_t length;

		if (copy_from_user(&segment, &segments[i], sizeof(segment)))
			return -EFAULT;
		if (segment.length > room - filled)
			return -ERANGE;
		length = array_index_nospec(segment.length, room - filled + 1);
		if (copy_from_user(to + filled, u64_to_user_ptr(segment.address), length))
			return -EFAULT;
		filled += length;
	}
	return filled;
}

/*
 * cost: gather: gcc +8, clang -6: gcc writes the shared return twice; clang
 * keeps what is left in a register instead of the arguments on the stack.
 */
static long COST(gather_own)(const struct request *request, struct own_bytes_mut to)
{
	struct own_bytes_mut room = to;

	own_result(own_user_reader_result, segments,
		   own_user_reader_from_array(u64_to_user_ptr(request->segments), request->count,
					      sizeof(struct segment), 64));
	if (own_none(segments))
		return own_err(segments);
	struct own_user_reader from = own_value(segments);

	while (own_user_left(&from)) {
		struct segment segment;
		int err = own_user_read(object, &from, &segment);

		if (err)
			return err;
		own_result(own_bytes_mut_split_result, parts,
			   own_bytes_mut_split(room, segment.length));
		if (own_none(parts))
			return own_err(parts);
		struct own_bytes_mut part = own_value(parts).first;
		struct own_user_reader bytes =
			own_user_reader_from(u64_to_user_ptr(segment.address), own_slice_len(part));

		err = own_user_read(slice, &bytes, part);
		if (err)
			return err;
		room = own_value(parts).second;
	}
	return own_slice_len(to) - own_slice_len(room);
}

/* Allocate, and fill from user memory. */

static struct parcel *COST(allocate_plain)(const void __user *from, size_t length)
{
	if (length > 65536)
		return ERR_PTR(-E2BIG);
	struct parcel *parcel __free(kvfree) = kvmalloc(struct_size(parcel, data, length),
							GFP_KERNEL_ACCOUNT);
	if (!parcel)
		return ERR_PTR(-ENOMEM);
	memset(parcel, 0, sizeof(*parcel));
	parcel->len = length;
	if (copy_from_user(parcel->data, from, length))
		return ERR_PTR(-EFAULT);
	return_ptr(parcel);
}

/*
 * cost: allocate: gcc 0, clang 0: the function that ends the object's life is
 * not behind a test for NULL.
 */
static struct parcel_own_result COST(allocate_own)(const void __user *address, size_t length)
{
	struct own_user_reader from = own_user_reader_from(address, length);

	return own_user_read_alloc(parcel_own, &from, 65536, GFP_KERNEL_ACCOUNT);
}

/* The same from the buffers of a list. */

static struct parcel *COST(collect_plain)(const struct segment __user *list, u32 number,
					  size_t length)
{
	u64 filled = 0;

	struct parcel *parcel __free(kvfree) = kvmalloc(struct_size(parcel, data, length),
							GFP_KERNEL_ACCOUNT);
	if (!parcel)
		return ERR_PTR(-ENOMEM);
	memset(parcel, 0, sizeof(*parcel));
	parcel->len = length;
	for (u32 i = 0; i < number; i++) {
		u64 start = filled, address, bytes;

		if (get_user(address, &list[i].address) || get_user(bytes, &list[i].length))
			return ERR_PTR(-EFAULT);
		if (check_add_overflow(start, bytes, &filled))
			return ERR_PTR(-EOVERFLOW);
		if (filled > length)
			continue;
		start = array_index_nospec(start, length + 1);
		bytes = array_index_nospec(bytes, length - start + 1);
		if (copy_from_user(parcel->data + start, u64_to_user_ptr(address), bytes))
			return ERR_PTR(-EFAULT);
	}
	return filled == length ? no_free_ptr(parcel) : ERR_PTR(-EINVAL);
}

/*
 * cost: collect: gcc +9, clang +11: the loop is a function that all objects of a file
 * share, so where things lie is passed to it; half an element at the end is refused.
 */
static struct parcel_own_result COST(collect_own)(const struct segment __user *address, u32 number,
						  size_t length)
{
	struct own_user_reader list =
		own_user_reader_from(address, array_size(number, sizeof(*address)));

	return own_user_gather_alloc(parcel_own, &list, struct segment, address, length, length,
				     GFP_KERNEL_ACCOUNT);
}

/* The file operations with an iov_iter. */

static int COST(deliver_plain)(struct iov_iter *to, const u8 *bytes, size_t length)
{
	size_t copied;

	if (length > iov_iter_count(to))
		return -ERANGE;
	copied = copy_to_iter(bytes, length, to);
	if (copied == length)
		return 0;
	iov_iter_revert(to, copied);
	return -EFAULT;
}

static int COST(deliver_own)(struct iov_iter *to, struct own_bytes bytes)
{
	return own_user_iter_write(slice, to, bytes);
}
