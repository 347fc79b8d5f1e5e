// SPDX-License-Identifier: GPL-2.0-only
/*
 * own/slice.h: bounds, borrowing and parsing. The memory is allocated to the byte,
 * so that KASAN sees every access beside it.
 */
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/prandom.h>

#include <own/slice.h>

struct point {
	u32 x, y, z;
};

DEFINE_OWN_SLICE(point_slice, struct point);

struct letter {
	u16 len;
	u8 text[];
};

static atomic_t letters;

static void letter_end(struct letter *letter)
{
	atomic_dec(&letters);
}

DEFINE_OWN(letter_own, struct letter, OWN_KVMALLOC, own_run(letter_end));

static struct letter_own_result letter_new(u16 len)
{
	own_auto(letter_own, letter, own_alloc_flex(letter_own, text, len, GFP_KERNEL));

	if (own_none(letter))
		return own_pass(letter);
	atomic_inc(&letters);
	own_mut(letter)->len = len;
	for (size_t i = 0; i < len; i++)
		own_mut(letter)->text[i] = i;
	return own_ok(letter);
}

/* @length bytes that count up from 0, with nothing usable behind them. */
static struct own_bytes_mut bytes_mut(struct kunit *test, size_t length)
{
	u8 *bytes = kunit_kmalloc(test, length, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, bytes);
	for (size_t i = 0; i < length; i++)
		bytes[i] = i;
	/* SAFETY: allocated above with this length; freed after the test. */
	return own_slice_unsafe_from(own_bytes_mut, bytes, length);
}

static struct own_bytes bytes(struct kunit *test, size_t length)
{
	return own_bytes_const(bytes_mut(test, length));
}

/* The value of a result that must have one here. */
#define value_of(name)							\
({									\
	KUNIT_ASSERT_EQ(test, own_err(name), 0);			\
	own_value(name);						\
})

#define EXPECT_FAIL(tag, error, init)					\
do {									\
	own_result(tag, __failed, init);				\
	KUNIT_EXPECT_TRUE(test, own_none(__failed));			\
	KUNIT_EXPECT_EQ(test, own_err(__failed), error);		\
} while (0)

static void get_knows_the_end(struct kunit *test)
{
	static const size_t lengths[] = { 1, 2, 7, 16, 33 };

	for (size_t l = 0; l < ARRAY_SIZE(lengths); l++) {
		size_t length = lengths[l];
		struct own_bytes slice = bytes(test, length);

		KUNIT_EXPECT_EQ(test, own_slice_len(slice), length);
		for (size_t i = 0; i < length; i++) {
			own_result(own_bytes_item, byte, own_bytes_get(slice, i));
			KUNIT_EXPECT_EQ(test, *value_of(byte), i);
		}
		EXPECT_FAIL(own_bytes_item, -ERANGE, own_bytes_get(slice, length));
		EXPECT_FAIL(own_bytes_item, -ERANGE, own_bytes_get(slice, length + 1));
		EXPECT_FAIL(own_bytes_item, -ERANGE, own_bytes_get(slice, SIZE_MAX));
		EXPECT_FAIL(own_bytes_item, -ERANGE, own_bytes_get(slice, SSIZE_MAX));
	}
}

static void nothing_is_in_an_empty_slice(struct kunit *test)
{
	own_result(own_bytes_result, empty, own_bytes_sub(bytes(test, 4), 4, 0));
	struct own_bytes slice = value_of(empty);
	int seen = 0;

	KUNIT_EXPECT_EQ(test, own_slice_len(slice), 0);
	EXPECT_FAIL(own_bytes_item, -ERANGE, own_bytes_get(slice, 0));
	EXPECT_FAIL(own_bytes_result, -ERANGE, own_bytes_sub(slice, 0, 1));
	EXPECT_FAIL(own_bytes_result, -ERANGE, own_bytes_sub(slice, 1, 0));
	own_slice_for_each(byte, slice)
		seen++;
	own_slice_for_each_reverse(byte, slice)
		seen += *byte + 1;
	KUNIT_EXPECT_EQ(test, seen, 0);

	own_result(own_bytes_result, again, own_bytes_sub(slice, 0, 0));
	KUNIT_EXPECT_EQ(test, own_slice_len(value_of(again)), 0);
}

/* Every offset and count around the limits, against what arithmetic in u64 says. */
static void sub_never_outgrows(struct kunit *test)
{
	static const size_t far[] = {
		SSIZE_MAX, (size_t)SSIZE_MAX + 1, SIZE_MAX - 8, SIZE_MAX - 1, SIZE_MAX,
	};
	const size_t length = 8;
	struct own_bytes slice = bytes(test, length);
	size_t values[16], n = 0;

	for (size_t i = 0; i <= length + 2; i++)
		own_at(values, n++ & 15) = i;
	for (size_t i = 0; i < ARRAY_SIZE(far); i++)
		own_at(values, n++ & 15) = far[i];
	KUNIT_ASSERT_EQ(test, n, ARRAY_SIZE(values));

	for (size_t o = 0; o < ARRAY_SIZE(values); o++) {
		for (size_t c = 0; c < ARRAY_SIZE(values); c++) {
			size_t offset = values[o], count = values[c];
			bool fits = offset <= length && count <= length &&
				    offset + count <= length;

			own_result(own_bytes_result, part, own_bytes_sub(slice, offset, count));
			KUNIT_EXPECT_EQ(test, own_none(part), !fits);
			if (own_none(part)) {
				KUNIT_EXPECT_EQ(test, own_err(part), -ERANGE);
				continue;
			}
			KUNIT_EXPECT_EQ(test, own_slice_len(value_of(part)), count);
			KUNIT_EXPECT_PTR_EQ(test, own_slice_unsafe_data(value_of(part)),
					    own_slice_unsafe_data(slice) + offset);
			EXPECT_FAIL(own_bytes_result, -ERANGE,
				    own_bytes_sub(value_of(part), 0, count + 1));
			EXPECT_FAIL(own_bytes_result, -ERANGE,
				    own_bytes_sub(value_of(part), 1, count));
		}
	}
}

static void split_gives_two_parts_side_by_side(struct kunit *test)
{
	struct own_bytes_mut slice = bytes_mut(test, 6);

	for (size_t at = 0; at <= 6; at++) {
		own_result(own_bytes_mut_split_result, parts, own_bytes_mut_split(slice, at));
		struct own_bytes_mut first = value_of(parts).first;
		struct own_bytes_mut second = value_of(parts).second;

		KUNIT_EXPECT_EQ(test, own_slice_len(first), at);
		KUNIT_EXPECT_EQ(test, own_slice_len(second), 6 - at);
		for (size_t i = 0; i < own_slice_len(first); i++)
			own_slice_at(first, i) = 1;
		for (size_t i = 0; i < own_slice_len(second); i++)
			own_slice_at(second, i) = 2;
		for (size_t i = 0; i < own_slice_len(slice); i++)
			KUNIT_EXPECT_EQ(test, own_slice_at(slice, i), i < at ? 1 : 2);
	}
	EXPECT_FAIL(own_bytes_mut_split_result, -ERANGE, own_bytes_mut_split(slice, 7));
	EXPECT_FAIL(own_bytes_mut_split_result, -ERANGE, own_bytes_mut_split(slice, SIZE_MAX));
	EXPECT_FAIL(own_bytes_split_result, -ERANGE, own_bytes_split(own_bytes_const(slice), 7));
}

static void copy_fits_or_does_nothing(struct kunit *test)
{
	struct own_bytes_mut to = bytes_mut(test, 4);
	struct own_bytes from = bytes(test, 5);

	KUNIT_EXPECT_EQ(test, own_bytes_copy(to, from), -ERANGE);
	for (size_t i = 0; i < own_slice_len(to); i++)
		KUNIT_EXPECT_EQ(test, own_slice_at(to, i), i);

	own_result(own_bytes_result, behind, own_bytes_sub(from, 1, 4));
	KUNIT_EXPECT_EQ(test, own_bytes_copy(to, value_of(behind)), 0);
	for (size_t i = 0; i < own_slice_len(to); i++)
		KUNIT_EXPECT_EQ(test, own_slice_at(to, i), i + 1);

	own_result(own_bytes_result, two, own_bytes_sub(from, 0, 2));
	KUNIT_EXPECT_EQ(test, own_bytes_copy(to, value_of(two)), 0);
	KUNIT_EXPECT_MEMEQ(test, own_slice_unsafe_data(to), "\x00\x01\x03\x04", 4);

	own_result(own_bytes_result, three, own_bytes_sub(from, 2, 3));
	KUNIT_EXPECT_EQ(test, own_bytes_copy(to, value_of(three)), 0);
	KUNIT_EXPECT_MEMEQ(test, own_slice_unsafe_data(to), "\x02\x03\x04\x04", 4);
	KUNIT_EXPECT_EQ(test, own_bytes_copy(to, value_of(two)), 0);

	own_result(own_bytes_result, none, own_bytes_sub(from, 0, 0));
	KUNIT_EXPECT_EQ(test, own_bytes_copy(to, value_of(none)), 0);
	KUNIT_EXPECT_MEMEQ(test, own_slice_unsafe_data(to), "\x00\x01\x04\x04", 4);
}

/* Far enough, and in both directions, that a copy in one direction would tear. */
static void copy_may_overlap(struct kunit *test)
{
	struct own_bytes_mut up = bytes_mut(test, 201);
	struct own_bytes_mut down = bytes_mut(test, 201);

	own_result(own_bytes_mut_result, up_to, own_bytes_mut_sub(up, 1, 200));
	own_result(own_bytes_mut_result, up_from, own_bytes_mut_sub(up, 0, 200));
	KUNIT_EXPECT_EQ(test, own_bytes_copy(value_of(up_to), own_bytes_const(value_of(up_from))),
			0);

	own_result(own_bytes_mut_result, down_to, own_bytes_mut_sub(down, 0, 200));
	own_result(own_bytes_mut_result, down_from, own_bytes_mut_sub(down, 1, 200));
	KUNIT_EXPECT_EQ(test, 0, own_bytes_copy(value_of(down_to),
						own_bytes_const(value_of(down_from))));

	for (size_t i = 1; i < own_slice_len(up); i++)
		KUNIT_EXPECT_EQ(test, own_slice_at(up, i), i - 1);
	own_slice_for_each(byte, own_bytes_const(value_of(down_to)))
		KUNIT_EXPECT_EQ(test, *byte, byte - own_slice_unsafe_data(value_of(down_to)) + 1);
}

static void elements_are_counted_in_elements(struct kunit *test)
{
	struct point *points = kunit_kcalloc(test, 3, sizeof(*points), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, points);
	/* SAFETY: allocated above with this length; freed after the test. */
	struct point_slice_mut mut = own_slice_unsafe_from(point_slice_mut, points, 3);
	struct point_slice slice = point_slice_const(mut);

	KUNIT_EXPECT_EQ(test, own_slice_len(mut), 3);
	for (size_t i = 0; i < own_slice_len(mut); i++)
		own_slice_at(mut, i) = (struct point){ i, i * 10, i * 100 };

	own_result(point_slice_item, last, point_slice_get(slice, 2));
	KUNIT_EXPECT_PTR_EQ(test, value_of(last), &points[2]);
	KUNIT_EXPECT_EQ(test, value_of(last)->z, 200);
	EXPECT_FAIL(point_slice_item, -ERANGE, point_slice_get(slice, 3));

	own_result(point_slice_result, behind, point_slice_sub(slice, 1, 2));
	KUNIT_EXPECT_PTR_EQ(test, own_slice_unsafe_data(value_of(behind)), &points[1]);
	KUNIT_EXPECT_EQ(test, own_slice_len(value_of(behind)), 2);
	EXPECT_FAIL(point_slice_result, -ERANGE, point_slice_sub(slice, 1, 3));

	KUNIT_EXPECT_EQ(test, own_slice_len(point_slice_bytes(slice)), 36);
	KUNIT_EXPECT_EQ(test, own_slice_len(point_slice_mut_bytes(mut)), 36);
	own_result(own_bytes_item, byte, own_bytes_get(point_slice_bytes(slice), 12 + 4));
	KUNIT_EXPECT_EQ(test, *value_of(byte), 10);

	own_result(point_slice_mut_item, change, point_slice_mut_get(mut, 1));
	value_of(change)->x = 77;
	KUNIT_EXPECT_EQ(test, points[1].x, 77);
}

static int times;

static struct own_bytes once(struct own_bytes slice)
{
	times++;
	return slice;
}

static size_t index_once(size_t index)
{
	times += 100;
	return index;
}

static void arguments_are_evaluated_once(struct kunit *test)
{
	static const u8 five[] = { 5, 6, 7, 8, 9 };
	struct own_bytes slice = own_slice_of(own_bytes, five);
	unsigned int sum = 0;

	times = 0;
	KUNIT_EXPECT_EQ(test, own_slice_len(once(slice)), 5);
	KUNIT_EXPECT_EQ(test, times, 1);

	times = 0;
	KUNIT_EXPECT_EQ(test, own_slice_at(once(slice), index_once(3)), 8);
	KUNIT_EXPECT_EQ(test, times, 101);

	times = 0;
	KUNIT_EXPECT_EQ(test, own_at(five, index_once(4)), 9);
	KUNIT_EXPECT_EQ(test, times, 100);

	times = 0;
	own_slice_for_each(byte, once(slice))
		sum += *byte;
	KUNIT_EXPECT_EQ(test, times, 1);
	KUNIT_EXPECT_EQ(test, sum, 35);

	times = 0;
	own_slice_for_each_reverse(byte, once(slice))
		sum -= *byte;
	KUNIT_EXPECT_EQ(test, times, 1);
	KUNIT_EXPECT_EQ(test, sum, 0);
}

static void a_walk_from_the_end(struct kunit *test)
{
	struct own_bytes slice = bytes(test, 9);
	size_t expect = 9;

	own_slice_for_each_reverse(byte, slice)
		KUNIT_EXPECT_EQ(test, *byte, --expect);
	KUNIT_EXPECT_EQ(test, expect, 0);

	own_slice_for_each_reverse(byte, slice) {
		if (*byte == 7)
			continue;
		if (*byte == 3)
			break;
		expect += *byte;
	}
	KUNIT_EXPECT_EQ(test, expect, 8 + 6 + 5 + 4);
}

static void a_loop_can_be_left(struct kunit *test)
{
	struct own_bytes slice = bytes(test, 10);
	unsigned int sum = 0;

	own_slice_for_each(byte, slice) {
		if (*byte == 2)
			continue;
		if (*byte == 5)
			break;
		sum += *byte;
	}
	KUNIT_EXPECT_EQ(test, sum, 0 + 1 + 3 + 4);
}

static void an_owner_is_borrowed_and_dropped_later(struct kunit *test)
{
	atomic_set(&letters, 0);
	{
		own_auto(letter_own, letter, letter_new(300));

		KUNIT_ASSERT_FALSE(test, own_none(letter));
		{
			own_slice_borrow_mut(own_bytes, text, letter, text, len);

			KUNIT_EXPECT_EQ(test, own_slice_len(text), 300);
			for (size_t i = 0; i < own_slice_len(text); i++)
				own_slice_at(text, i) += 1;
		}
		{
			own_slice_borrow(own_bytes, text, letter, text, len);
			own_slice_borrow(own_bytes, same, letter, text, len);

			own_result(own_bytes_item, last, own_bytes_get(text, 299));
			KUNIT_EXPECT_EQ(test, *value_of(last), (u8)300);
			KUNIT_EXPECT_PTR_EQ(test, own_slice_unsafe_data(text),
					    own_slice_unsafe_data(same));
		}
		own_mut(letter)->len = 1;
		KUNIT_EXPECT_EQ(test, atomic_read(&letters), 1);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&letters), 0);
}

static void a_fixed_array_member(struct kunit *test)
{
	struct { u8 used; u8 name[12]; u8 behind; } named = { .used = 12, .behind = 99 };

	if (named.used <= sizeof(named.name)) {
		struct own_bytes_mut name = own_slice_mut_of_member(own_bytes, &named, name, used);

		for (size_t i = 0; i < own_slice_len(name); i++)
			own_slice_at(name, i) = 'x';
		KUNIT_EXPECT_EQ(test, own_slice_len(name), 12);
	}
	KUNIT_EXPECT_EQ(test, named.name[11], 'x');
	KUNIT_EXPECT_EQ(test, named.behind, 99);
}

static void the_bytes_of_an_object(struct kunit *test)
{
	struct point point = { 0x01020304, 0, 0xffffffff };
	struct point copy = { };

	KUNIT_EXPECT_EQ(test, own_slice_len(own_slice_of_object(point)), sizeof(point));
	KUNIT_EXPECT_EQ(test, 0, own_bytes_copy(own_slice_mut_of_object(copy),
						own_slice_of_object(point)));
	KUNIT_EXPECT_MEMEQ(test, &copy, &point, sizeof(point));
}

static const u8 message[] = {
	0x12,						/* u8 */
	0x34, 0x56,					/* le16 */
	0x01, 0x02, 0x03, 0x84,				/* le32 */
	0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x88,	/* le64 */
	0x34, 0x56,					/* be16 */
	0x81, 0x02, 0x03, 0x04,				/* be32 */
	0x81, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08,	/* be64 */
};

static void a_cursor_takes_numbers(struct kunit *test)
{
	struct own_cursor at = own_cursor_from(own_slice_of(own_bytes, message));

	own_result(own_u8_result, byte, own_cursor_u8(&at));
	own_result(own_u16_result, le16, own_cursor_le16(&at));
	own_result(own_u32_result, le32, own_cursor_le32(&at));
	own_result(own_u64_result, le64, own_cursor_le64(&at));
	own_result(own_u16_result, be16, own_cursor_be16(&at));
	own_result(own_u32_result, be32, own_cursor_be32(&at));
	KUNIT_EXPECT_EQ(test, own_cursor_end(&at), -EBADMSG);
	own_result(own_u64_result, be64, own_cursor_be64(&at));

	KUNIT_EXPECT_EQ(test, value_of(byte), 0x12);
	KUNIT_EXPECT_EQ(test, value_of(le16), 0x5634);
	KUNIT_EXPECT_EQ(test, value_of(le32), 0x84030201);
	KUNIT_EXPECT_EQ(test, value_of(le64), 0x8807060504030201);
	KUNIT_EXPECT_EQ(test, value_of(be16), 0x3456);
	KUNIT_EXPECT_EQ(test, value_of(be32), 0x81020304);
	KUNIT_EXPECT_EQ(test, value_of(be64), 0x8102030405060708);
	KUNIT_EXPECT_EQ(test, own_cursor_left(&at), 0);
	KUNIT_EXPECT_EQ(test, own_cursor_end(&at), 0);
	EXPECT_FAIL(own_u8_result, -ERANGE, own_cursor_u8(&at));
}

/* One byte too few: an answer, nothing read beside the memory, nothing consumed. */
static void a_cursor_stays_where_a_number_is_cut_off(struct kunit *test)
{
	struct own_cursor at;

#define EXPECT_CUT(name, type, size)						\
do {										\
	at = own_cursor_from(bytes(test, (size) - 1));				\
	EXPECT_FAIL(own_##type##_result, -ERANGE, own_cursor_##name(&at));	\
	KUNIT_EXPECT_EQ(test, own_cursor_left(&at), (size) - 1);		\
	at = own_cursor_from(bytes(test, size));				\
	{									\
		own_result(own_##type##_result, whole, own_cursor_##name(&at));	\
		KUNIT_EXPECT_EQ(test, own_err(whole), 0);			\
	}									\
	KUNIT_EXPECT_EQ(test, own_cursor_left(&at), 0);				\
} while (0)

	EXPECT_CUT(le16, u16, 2);
	EXPECT_CUT(be16, u16, 2);
	EXPECT_CUT(le32, u32, 4);
	EXPECT_CUT(be32, u32, 4);
	EXPECT_CUT(le64, u64, 8);
	EXPECT_CUT(be64, u64, 8);
#undef EXPECT_CUT
}

static void a_cursor_takes_parts(struct kunit *test)
{
	struct own_bytes whole = bytes(test, 10);
	struct own_cursor at = own_cursor_from(whole);
	u8 copy[4] = { 0xee, 0xee, 0xee, 0xee };

	own_result(own_bytes_result, first, own_cursor_next(&at, 3));
	KUNIT_EXPECT_EQ(test, own_slice_len(value_of(first)), 3);
	KUNIT_EXPECT_PTR_EQ(test, own_slice_unsafe_data(value_of(first)),
			    own_slice_unsafe_data(whole));

	EXPECT_FAIL(own_bytes_result, -ERANGE, own_cursor_next(&at, 8));
	EXPECT_FAIL(own_bytes_result, -ERANGE, own_cursor_next(&at, SIZE_MAX));
	KUNIT_EXPECT_EQ(test, own_cursor_left(&at), 7);

	own_result(own_bytes_result, nothing, own_cursor_next(&at, 0));
	KUNIT_EXPECT_EQ(test, own_slice_len(value_of(nothing)), 0);

	KUNIT_EXPECT_EQ(test, own_cursor_copy(&at, own_slice_mut_of(own_bytes, copy)), 0);
	KUNIT_EXPECT_MEMEQ(test, copy, "\x03\x04\x05\x06", 4);
	KUNIT_EXPECT_EQ(test, own_cursor_copy(&at, own_slice_mut_of(own_bytes, copy)), -ERANGE);
	KUNIT_EXPECT_MEMEQ(test, copy, "\x03\x04\x05\x06", 4);
	KUNIT_EXPECT_EQ(test, own_cursor_left(&at), 3);

	own_result(own_bytes_result, last, own_cursor_next(&at, 3));
	KUNIT_EXPECT_PTR_EQ(test, own_slice_unsafe_data(value_of(last)),
			    own_slice_unsafe_data(whole) + 7);
	KUNIT_EXPECT_EQ(test, own_cursor_end(&at), 0);

	at = own_cursor_from(bytes(test, 4));
	KUNIT_EXPECT_EQ(test, own_cursor_copy(&at, own_slice_mut_of(own_bytes, copy)), 0);
	KUNIT_EXPECT_EQ(test, own_cursor_end(&at), 0);
}

static void a_cursor_takes_records(struct kunit *test)
{
	static const u8 records[] = {
		2, 'a', 'b',
		0,
		1, 0, 'c',		/* le16 */
		0, 1, 'd',		/* be16 */
		1, 0, 0, 0, 'e',	/* le32 */
		0, 0, 0, 1, 'f',	/* be32 */
	};
	struct own_cursor at = own_cursor_from(own_slice_of(own_bytes, records));

	own_result(own_bytes_result, ab, own_cursor_record_u8(&at));
	KUNIT_ASSERT_EQ(test, own_slice_len(value_of(ab)), 2);
	KUNIT_EXPECT_EQ(test, own_slice_unsafe_data(value_of(ab))[1], 'b');
	own_result(own_bytes_result, empty, own_cursor_record_u8(&at));
	KUNIT_EXPECT_EQ(test, own_slice_len(value_of(empty)), 0);

#define EXPECT_ONE(name, byte)							\
do {										\
	own_result(own_bytes_result, record, own_cursor_record_##name(&at));	\
	KUNIT_ASSERT_EQ(test, own_err(record), 0);				\
	KUNIT_EXPECT_EQ(test, own_slice_len(value_of(record)), 1);			\
	KUNIT_EXPECT_EQ(test, *own_slice_unsafe_data(value_of(record)), byte);	\
} while (0)

	EXPECT_ONE(le16, 'c');
	EXPECT_ONE(be16, 'd');
	EXPECT_ONE(le32, 'e');
	EXPECT_ONE(be32, 'f');
#undef EXPECT_ONE
	KUNIT_EXPECT_EQ(test, own_cursor_end(&at), 0);
}

static void a_record_that_lies_about_its_length(struct kunit *test)
{
	static const u8 short_by_one[] = { 4, 1, 2, 3 };
	static const u8 huge[] = { 0xff, 0xff, 0xff, 0xff, 1, 2 };
	struct own_cursor at = own_cursor_from(own_slice_of(own_bytes, short_by_one));

	EXPECT_FAIL(own_bytes_result, -ERANGE, own_cursor_record_u8(&at));
	KUNIT_EXPECT_EQ(test, own_cursor_left(&at), 4);

	at = own_cursor_from(own_slice_of(own_bytes, huge));
	EXPECT_FAIL(own_bytes_result, -ERANGE, own_cursor_record_u8(&at));
	EXPECT_FAIL(own_bytes_result, -ERANGE, own_cursor_record_le16(&at));
	EXPECT_FAIL(own_bytes_result, -ERANGE, own_cursor_record_be16(&at));
	EXPECT_FAIL(own_bytes_result, -ERANGE, own_cursor_record_le32(&at));
	EXPECT_FAIL(own_bytes_result, -ERANGE, own_cursor_record_be32(&at));
	KUNIT_EXPECT_EQ(test, own_cursor_left(&at), sizeof(huge));

	at = own_cursor_from(bytes(test, 1));
	EXPECT_FAIL(own_bytes_result, -ERANGE, own_cursor_record_le16(&at));
	KUNIT_EXPECT_EQ(test, own_cursor_left(&at), 1);
}

/* Parse @slice to its end as records, and say how many bytes were in them. */
static ssize_t parse(struct own_bytes slice, u32 choices)
{
	struct own_cursor at = own_cursor_from(slice);
	ssize_t inside = 0;

	while (own_cursor_left(&at)) {
		size_t before = own_cursor_left(&at);

		own_result(own_bytes_result, record,
			   choices & 1 ? own_cursor_record_u8(&at) :
			   choices & 2 ? own_cursor_record_le16(&at) :
					 own_cursor_record_be32(&at));
		choices = choices >> 2 | choices << 30;
		if (own_none(record))
			return own_cursor_left(&at) == before ? own_err(record) : -EUCLEAN;
		own_slice_for_each(byte, own_value(record))
			inside += !!*byte | 1;
	}
	return inside;
}

static void random_messages_stay_inside(struct kunit *test)
{
	u32 whole = 0, broken = 0;
	struct rnd_state random;

	prandom_seed_state(&random, 20);
	for (int round = 0; round < 2000; round++) {
		size_t length = prandom_u32_state(&random) % 24;
		u8 *data = kmalloc(length, GFP_KERNEL);
		ssize_t inside;

		KUNIT_ASSERT_NOT_NULL(test, data);
		prandom_bytes_state(&random, data, length);
		/* Mostly small lengths, or nothing would ever parse. */
		for (size_t i = 0; i < length; i++)
			if (prandom_u32_state(&random) % 8)
				data[i] &= 3;
		/* SAFETY: allocated above with this length, freed below. */
		inside = parse(own_slice_unsafe_from(own_bytes, data, length),
			       prandom_u32_state(&random));
		kfree(data);
		if (inside == -ERANGE)
			broken++;
		else if (inside < 0 || inside > (ssize_t)length)
			KUNIT_FAIL(test, "round %d: %zd of %zu", round, inside, length);
		else
			whole++;
	}
	KUNIT_EXPECT_GT(test, whole, 100);
	KUNIT_EXPECT_GT(test, broken, 100);
}

static struct kunit_case slice_cases[] = {
	KUNIT_CASE(get_knows_the_end),
	KUNIT_CASE(nothing_is_in_an_empty_slice),
	KUNIT_CASE(sub_never_outgrows),
	KUNIT_CASE(split_gives_two_parts_side_by_side),
	KUNIT_CASE(copy_fits_or_does_nothing),
	KUNIT_CASE(copy_may_overlap),
	KUNIT_CASE(elements_are_counted_in_elements),
	KUNIT_CASE(arguments_are_evaluated_once),
	KUNIT_CASE(a_loop_can_be_left),
	KUNIT_CASE(a_walk_from_the_end),
	KUNIT_CASE(an_owner_is_borrowed_and_dropped_later),
	KUNIT_CASE(a_fixed_array_member),
	KUNIT_CASE(the_bytes_of_an_object),
	KUNIT_CASE(a_cursor_takes_numbers),
	KUNIT_CASE(a_cursor_stays_where_a_number_is_cut_off),
	KUNIT_CASE(a_cursor_takes_parts),
	KUNIT_CASE(a_cursor_takes_records),
	KUNIT_CASE(a_record_that_lies_about_its_length),
	KUNIT_CASE(random_messages_stay_inside),
	{ }
};

static struct kunit_suite slice_suite = {
	.name = "own_slice",
	.test_cases = slice_cases,
};

kunit_test_suite(slice_suite);

MODULE_DESCRIPTION("Tests of own/slice.h");
MODULE_LICENSE("GPL");
