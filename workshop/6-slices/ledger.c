// SPDX-License-Identifier: GPL-2.0-only
/*
 * ledger: a message of records is written to /dev/ledger; a read says what they came to.
 *
 * A record is a byte that says its kind, two bytes with the length of what follows, the higher one
 * first, and that:
 *
 *	1  amounts, four bytes each, the highest first; they are added up
 *	2  a name, of 1 to 16 bytes
 *
 * A message is taken as a whole, or refused with -EINVAL and nothing has changed. It is refused if a
 * record goes beyond its end, if an amount is not complete, if the sum does not fit into 32 bits, and if
 * there is any other kind.
 */
#include <linux/module.h>
#include <linux/overflow.h>
/* @skeleton */
#include <linux/uaccess.h>
#include <linux/unaligned.h>
/* @solution */

#include <own/own.h>
/* @end */

#include "ledger.h"

/* @skeleton */
struct record {
	u8 kind;
	u8 length[2];
	u8 bytes[64];
} __packed;

#define HEAD	3

int ledger_parse(const char __user *from, size_t size, struct entry *entry)
{
	u8 end, at = 0;

	while (at < size) {
		struct record record;

		/* The head says how much there is to copy. */
		if (copy_from_user(&record, from + at, HEAD))
			return -EFAULT;
		end = at + HEAD + get_unaligned_be16(record.length);
		if (end > size || end - at > sizeof(record))
			return -EINVAL;
		if (copy_from_user(&record, from + at, end - at))
			return -EFAULT;

		u16 length = get_unaligned_be16(record.length);

		if (record.kind == 1) {
			for (int i = 0; i < length; i += 4)
				entry->sum += get_unaligned_be32(record.bytes + i);
		} else if (record.kind == 2) {
			if (length >= sizeof(entry->name))
				return -EINVAL;
			memcpy(entry->name, record.bytes, length);
			entry->name_length = length;
		}
		entry->records++;
		at = end;
	}
	return 0;
}
/* @solution */
struct message {
	size_t length;
	u8 bytes[] __counted_by(length);
};
DEFINE_OWN(message_own, struct message, OWN_KVMALLOC);

#include <own/strict.h>

/* All of it, once: what user space does to it now is too late. */
static struct message_own_result message_from_user(const char __user *from, size_t size)
{
	own_auto(message_own, m, own_alloc_flex(message_own, bytes, size, GFP_KERNEL_ACCOUNT));

	if (own_none(m))
		return own_pass(m);
	own_mut(m)->length = size;
	{
		struct own_user_reader reader = own_user_reader_from(from, size);

		own_slice_borrow_mut(own_bytes, all, m, bytes, length);
		int err = own_user_read(slice, &reader, all);

		if (err)
			return own_fail(message_own, err);
	}
	return own_ok(m);
}

static int parse_amounts(struct own_bytes value, struct entry *entry)
{
	struct own_cursor at = own_cursor_from(value);

	while (own_cursor_left(&at)) {
		own_result(own_u32_result, amount, own_cursor_be32(&at));
		if (own_none(amount))
			return -EINVAL;
		if (check_add_overflow(entry->sum, own_value(amount), &entry->sum))
			return -EINVAL;
	}
	return 0;
}

static int parse_name(struct own_bytes value, struct entry *entry)
{
	if (!own_slice_len(value) || own_bytes_copy(own_slice_mut_of(own_bytes, entry->name), value))
		return -EINVAL;
	entry->name_length = own_slice_len(value);
	return 0;
}

static int parse_record(struct own_cursor *at, struct entry *entry)
{
	own_result(own_u8_result, kind, own_cursor_u8(at));
	if (own_none(kind))
		return -EINVAL;
	own_result(own_bytes_result, value, own_cursor_record_be16(at));
	if (own_none(value))
		return -EINVAL;
	entry->records++;
	switch (own_value(kind)) {
	case 1:
		return parse_amounts(own_value(value), entry);
	case 2:
		return parse_name(own_value(value), entry);
	}
	return -EINVAL;
}

int ledger_parse(const char __user *from, size_t size, struct entry *entry)
{
	own_auto(message_own, m, message_from_user(from, size));

	if (own_none(m))
		return own_err(m);
	own_slice_borrow(own_bytes, all, m, bytes, length);
	struct own_cursor at = own_cursor_from(all);

	while (own_cursor_left(&at)) {
		int err = parse_record(&at, entry);

		if (err)
			return err;
	}
	return 0;
}
/* @end */
