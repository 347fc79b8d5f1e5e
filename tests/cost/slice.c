// SPDX-License-Identifier: GPL-2.0-only
/* What a slice costs over a pointer and a length with the same checks: nothing. */
#include <linux/nospec.h>
#include <linux/string.h>
#include <linux/unaligned.h>
#include <own/slice.h>
#include "cost.h"

struct record {
	u32 tag, offset, length;
};

DEFINE_OWN_SLICE(record_slice, struct record);

struct parcel {
	size_t len;
	u8 data[];
};

DEFINE_OWN(parcel_own, struct parcel, kvfree);

int deliver(u32 tag, const u8 *bytes, size_t length);
int deliver_own(u32 tag, struct own_bytes bytes);

/* Walk by index. */

static u32 COST(sum_plain)(const u8 *bytes, size_t length)
{
	u32 sum = 0;

	for (size_t i = 0; i < length; i++)
		sum = rol32(sum, 3) ^ bytes[i];
	return sum;
}

/* cost: sum: clang 0: the same instructions on other registers, or in another order. */
static u32 COST(sum_own)(struct own_bytes bytes)
{
	u32 sum = 0;

	for (size_t i = 0; i < own_slice_len(bytes); i++)
		sum = rol32(sum, 3) ^ own_slice_at(bytes, i);
	return sum;
}

/* Walk by element. */

static const struct record *COST(search_plain)(const struct record *records, size_t count,
					       u32 tag)
{
	for (const struct record *r = records, *end = records + count; r < end; r++)
		if (r->tag == tag)
			return r;
	return NULL;
}

/* cost: search: gcc 0: the same instructions on other registers, or in another order. */
static const struct record *COST(search_own)(struct record_slice records, u32 tag)
{
	own_slice_for_each(r, records)
		if (r->tag == tag)
			return r;
	return NULL;
}

/* An index that user space chose. */

static int COST(element_plain)(const u8 *bytes, size_t length, size_t index)
{
	if (index >= length)
		return -ERANGE;
	return bytes[array_index_nospec(index, length)];
}

/* cost: element: gcc -1: the errno is loaded ahead of the test. */
static int COST(element_own)(struct own_bytes bytes, size_t index)
{
	own_result(own_bytes_item, byte, own_bytes_get(bytes, index));

	return own_none(byte) ? own_err(byte) : *own_value(byte);
}

/* A part that user space chose. */

static int COST(part_plain)(const u8 *bytes, size_t length, const struct record *record)
{
	size_t offset = record->offset, count = record->length;

	if (offset > length || count > length - offset)
		return -ERANGE;
	offset = array_index_nospec(offset, length + 1);
	count = array_index_nospec(count, length - offset + 1);
	return deliver(record->tag, bytes + offset, count);
}

/* cost: part: gcc +3, clang +1: registers are moved, and the failing path has its own return. */
static int COST(part_own)(struct own_bytes bytes, const struct record *record)
{
	own_result(own_bytes_result, part, own_bytes_sub(bytes, record->offset, record->length));

	if (own_none(part))
		return own_err(part);
	return deliver_own(record->tag, own_value(part));
}

/* All parts. */

static int COST(parts_plain)(const u8 *bytes, size_t length, const struct record *records,
			     size_t nr_records)
{
	for (const struct record *r = records, *end = records + nr_records; r < end; r++) {
		size_t offset = r->offset, count = r->length;
		int err;

		if (offset > length || count > length - offset)
			return -ERANGE;
		offset = array_index_nospec(offset, length + 1);
		count = array_index_nospec(count, length - offset + 1);
		err = deliver(r->tag, bytes + offset, count);
		if (err)
			return err;
	}
	return 0;
}

/* cost: parts: gcc -1, clang 0: the errno is loaded ahead of the loop. */
static int COST(parts_own)(struct own_bytes bytes, struct record_slice records)
{
	own_slice_for_each(r, records) {
		own_result(own_bytes_result, part, own_bytes_sub(bytes, r->offset, r->length));
		int err;

		if (own_none(part))
			return own_err(part);
		err = deliver_own(r->tag, own_value(part));
		if (err)
			return err;
	}
	return 0;
}

/* A table with an index that was tested. */

static const char *const names[] = { "idle", "busy", "dead" };

static const char *COST(table_plain)(unsigned int state)
{
	return state < ARRAY_SIZE(names) ? names[state] : "unknown";
}

static const char *COST(table_own)(unsigned int state)
{
	return state < ARRAY_SIZE(names) ? own_at(names, state) : "unknown";
}

/* Copy if it fits. */

static int COST(keep_plain)(u8 *to, size_t room, const u8 *from, size_t length)
{
	if (length > room)
		return -ERANGE;
	memmove(to, from, length);
	return 0;
}

static int COST(keep_own)(struct own_bytes_mut to, struct own_bytes from)
{
	return own_bytes_copy(to, from);
}

/* Fill what an owner carries, and hand it on. */

static struct parcel *COST(seal_plain)(struct parcel *parcel, u8 key)
{
	for (size_t i = 0; i < parcel->len; i++)
		parcel->data[i] ^= key;
	return parcel;
}

/*
 * cost: seal: gcc 0, clang +20: the length is read once, so clang unrolls the
 * loop.
 */
static struct parcel_own COST(seal_own)(struct parcel_own parcel, u8 key)
{
	own_auto(parcel_own, p, parcel);

	{
		own_slice_borrow_mut(own_bytes, bytes, p, data, len);

		for (size_t i = 0; i < own_slice_len(bytes); i++)
			own_slice_at(bytes, i) ^= key;
	}
	return own_take(p);
}

/* Parse a message with a fixed and a variable part. */

static int COST(parse_plain)(const u8 *at, size_t left, u32 *tag)
{
	size_t length;
	int err;

	if (left < 4)
		return -ERANGE;
	*tag = get_unaligned_le32(at);
	at += 4;
	left -= 4;
	if (left < 2)
		return -ERANGE;
	length = get_unaligned_be16(at);
	at += 2;
	left -= 2;
	if (length > left)
		return -ERANGE;
	length = array_index_nospec(length, left + 1);
	left -= length;
	err = deliver(*tag, at, length);
	if (err)
		return err;
	return left ? -EBADMSG : 0;
}

/*
 * cost: parse: gcc +3, clang 0: gcc gives a failing path a return of its own.
 */
static int COST(parse_own)(struct own_bytes message, u32 *tag)
{
	struct own_cursor at = own_cursor_from(message);
	int err;

	own_result(own_u32_result, first, own_cursor_le32(&at));
	if (own_none(first))
		return own_err(first);
	*tag = own_value(first);
	own_result(own_bytes_result, name, own_cursor_record_be16(&at));
	if (own_none(name))
		return own_err(name);
	err = deliver_own(*tag, own_value(name));
	if (err)
		return err;
	return own_cursor_end(&at);
}

/* Parse records to the end. */

static int COST(records_plain)(const u8 *at, size_t left)
{
	while (left) {
		size_t length = *at;
		int err;

		at++;
		left--;
		if (length > left)
			return -ERANGE;
		length = array_index_nospec(length, left + 1);
		err = deliver(0, at, length);
		if (err)
			return err;
		at += length;
		left -= length;
	}
	return 0;
}

/* cost: records: gcc -6, clang -1: the failing paths share a return. */
static int COST(records_own)(struct own_bytes message)
{
	struct own_cursor at = own_cursor_from(message);

	while (own_cursor_left(&at)) {
		own_result(own_bytes_result, record, own_cursor_record_u8(&at));
		int err;

		if (own_none(record))
			return own_err(record);
		err = deliver_own(0, own_value(record));
		if (err)
			return err;
	}
	return 0;
}
