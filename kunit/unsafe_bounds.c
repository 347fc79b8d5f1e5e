// SPDX-License-Identifier: GPL-2.0-only
/*
 * Provocations: beyond the end of an object, and bytes in it that nobody set.
 */
#include <linux/string.h>

#include "unsafe_device.h"

/* A range that begins inside the parcel and ends outside. */
void provoke_oob_read(struct attempt *a)
{
	u32 box = make_box(a, 0), parcel;

	send(a, box, 'x', 100, 0);
	parcel = take(a, box, 100);
	must(a, read_range(a, parcel, 50, 50), 50);
	read_range(a, parcel, 50, 52);
	close_handle(a, parcel);
	unlink_box(a, box);
	close_handle(a, box);
}

/* The state of a parcel, after a range of another one was read. */
void provoke_padding_leak(struct attempt *a)
{
	const size_t begin = offsetof(struct parcel_stat, name);
	const size_t end = offsetof(struct parcel_stat, info);
	struct parcel_stat stat = { };
	u32 box = make_box(a, 0), other, mine;

	send(a, box, 0x5a, 500, 0);
	send(a, box, 'x', 1, 0);
	other = take(a, box, 500);
	mine = take(a, box, 1);
	must(a, read_range(a, other, 0, 500), 500);
	stat.handle = mine;
	must(a, call(a, PARCEL_IOC_STAT, &stat, sizeof(stat)), 0);
	must(a, stat.info.length, 1);
	a->content = memchr_inv((u8 *)&stat + begin, 0, end - begin);
	close_handle(a, other);
	close_handle(a, mine);
	unlink_box(a, box);
	close_handle(a, box);
}

/* A parcel whose only segment is longer than the parcel. */
void provoke_oob_write(struct attempt *a)
{
	struct parcel_send req = { .handle = make_box(a, 0), .length = 100 };

	send(a, req.handle, 'x', 120, 0);
	send_segments(a, &req, &(struct parcel_segment){ a->user + USER_BYTES, 120 }, 1);
	unlink_box(a, req.handle);
	close_handle(a, req.handle);
}

/* A record that begins eight bytes before the parcel. */
void provoke_negative_offset(struct attempt *a)
{
	struct parcel_record record = { .offset = 92, .length = 8 };
	struct parcel_send req = { .handle = make_box(a, 0), .length = 100, .nr_records = 1 };
	struct parcel_segment segment = { a->user + USER_BYTES, 100 };
	u32 parcel;

	req.records = put_bytes(a, USER_RECORDS, &record, sizeof(record));
	must(a, send_segments(a, &req, &segment, 1), 0);
	parcel = take(a, req.handle, 100);
	must(a, read_record(a, parcel, 0), 8);
	close_handle(a, parcel);

	record.offset = -8;
	put_bytes(a, USER_RECORDS, &record, sizeof(record));
	if (!send_segments(a, &req, &segment, 1)) {
		parcel = take(a, req.handle, 100);
		read_record(a, parcel, 0);
		close_handle(a, parcel);
	}
	unlink_box(a, req.handle);
	close_handle(a, req.handle);
}

/* So many segments that there seem to be six; the seventh ends it, as its length is too much. */
void provoke_size_wrap(struct attempt *a)
{
	const struct parcel_segment segments[7] = { { .length = 1 }, [6] = { .length = U64_MAX } };
	struct parcel_send req = {
		.handle = make_box(a, 0),
		.length = 100,
		.nr_segments = (1U << 28) + 6,
	};

	must(a, send_segments(a, &req, segments, ARRAY_SIZE(segments)), -EOVERFLOW);
	unlink_box(a, req.handle);
	close_handle(a, req.handle);
}

/* 4 GiB and 100 bytes, of which the user has 120. */
void provoke_length_truncation(struct attempt *a)
{
	const u64 length = (1ULL << 32) + 100;
	const struct parcel_segment segments[] = {
		{ a->user + USER_BYTES, 120 }, { 0, length - 120 },
	};
	struct parcel_send req = { .handle = make_box(a, 0), .length = length };

	send_segments(a, &req, segments, ARRAY_SIZE(segments));
	unlink_box(a, req.handle);
	close_handle(a, req.handle);
}
