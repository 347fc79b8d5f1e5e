// SPDX-License-Identifier: GPL-2.0-only
/*
 * own/user.h: two pages of user memory, of which the second can be taken away.
 */
#include <kunit/test.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/uio.h>

#include <own/user.h>

#include "fail_nth.h"

struct request {
	u32 flags;
	u32 count;
	u64 address;
	u64 added_later;
};

#define REQUEST_SIZE_VER0	16

struct letter {
	u32 mark;
	u8 len;
	u8 text[];
};

struct table {
	size_t rows;
	u32 row[];
};

struct plain {
	DECLARE_FLEX_ARRAY(u8, bytes);
};

DEFINE_OWN(plain_own, struct plain, OWN_KMALLOC);

/* What describes a buffer, and more. */
struct piece {
	u32 kind;
	u64 length;
	u64 where;
};

/* Its bytes are behind it, or apart. */
struct parcel {
	u32 len;
	u32 mark;
	struct plain_own_once apart;
	u8 bytes[];
};

static atomic_t alive;

static void letter_end(struct letter *letter)
{
	atomic_dec(&alive);
}

static void table_end(struct table *table)
{
	atomic_dec(&alive);
}

static void parcel_end(struct parcel *parcel)
{
	atomic_dec(&alive);
}

DEFINE_OWN(parcel_own, struct parcel, OWN_KVMALLOC, own_run(parcel_end),
	   own_member(plain_own, apart));
DEFINE_OWN(letter_own, struct letter, OWN_KVMALLOC, own_run(letter_end));
DEFINE_OWN(table_own, struct table, OWN_KVMALLOC, own_run(table_end));
DEFINE_OWN_USER_ALLOC(letter_own, text, len);
DEFINE_OWN_USER_ALLOC(table_own, row, rows);
DEFINE_OWN_USER_ALLOC(plain_own, bytes);
DEFINE_OWN_USER_ALLOC_APART(parcel_own, bytes, len, plain_own, apart);

static unsigned long user;	/* two pages; the last byte is at user + TWO - 1 */

#define TWO	(2 * PAGE_SIZE)

static void __user *at(unsigned long offset)
{
	return (void __user *)(user + offset);
}

static void fill(struct kunit *test, unsigned long offset, const void *from, size_t length)
{
	KUNIT_ASSERT_EQ(test, copy_to_user(at(offset), from, length), 0);
}

static u8 byte_at(struct kunit *test, unsigned long offset)
{
	u8 byte;

	KUNIT_ASSERT_EQ(test, get_user(byte, (u8 __user *)at(offset)), 0);
	return byte;
}

static int user_init(struct kunit *test)
{
	u8 *page = kunit_kmalloc(test, TWO, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, page);
	user = kunit_vm_mmap(test, NULL, 0, TWO, PROT_READ | PROT_WRITE,
			     MAP_ANONYMOUS | MAP_PRIVATE, 0);
	KUNIT_ASSERT_NE(test, user, 0);
	KUNIT_ASSERT_LT(test, user, TASK_SIZE);
	for (size_t i = 0; i < TWO; i++)
		page[i] = i % 251;
	fill(test, 0, page, TWO);
	atomic_set(&alive, 0);
	return 0;
}

/* From here on the second page is not there. */
static void lose_second_page(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, vm_munmap(user + PAGE_SIZE, PAGE_SIZE), 0);
}

static void a_reader_advances(struct kunit *test)
{
	struct own_user_reader from = own_user_reader_from(at(0), 20);
	u8 first[8], second[8];
	u32 third;

	KUNIT_EXPECT_EQ(test, own_user_left(&from), 20);
	KUNIT_EXPECT_EQ(test, own_user_read(slice, &from, own_slice_mut_of(own_bytes, first)), 0);
	KUNIT_EXPECT_EQ(test, own_user_left(&from), 12);
	KUNIT_EXPECT_EQ(test, own_user_read(slice, &from, own_slice_mut_of(own_bytes, second)), 0);
	KUNIT_EXPECT_EQ(test, own_user_read(object, &from, &third), 0);
	KUNIT_EXPECT_EQ(test, own_user_left(&from), 0);
	KUNIT_EXPECT_MEMEQ(test, first, "\x00\x01\x02\x03\x04\x05\x06\x07", 8);
	KUNIT_EXPECT_MEMEQ(test, second, "\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f", 8);
	KUNIT_EXPECT_EQ(test, third, 0x13121110);
}

static void past_the_end_nothing_happens(struct kunit *test)
{
	struct own_user_reader from = own_user_reader_from(at(0), 7);
	struct own_user_writer to = own_user_writer_from(at(0), 7);
	u8 bytes[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	u64 number = 99;

	KUNIT_EXPECT_EQ(test, own_user_read(slice, &from, own_slice_mut_of(own_bytes, bytes)),
			-ERANGE);
	KUNIT_EXPECT_EQ(test, own_user_read(object, &from, &number), -ERANGE);
	KUNIT_EXPECT_EQ(test, own_user_skip(&from, 8), -ERANGE);
	KUNIT_EXPECT_EQ(test, own_user_skip(&from, SIZE_MAX), -ERANGE);
	KUNIT_EXPECT_EQ(test, own_user_left(&from), 7);
	KUNIT_EXPECT_EQ(test, bytes[0], 1);
	KUNIT_EXPECT_EQ(test, number, 99);

	KUNIT_EXPECT_EQ(test, own_user_write(slice, &to, own_slice_of(own_bytes, bytes)), -ERANGE);
	KUNIT_EXPECT_EQ(test, own_user_write(object, &to, &number), -ERANGE);
	KUNIT_EXPECT_EQ(test, own_user_left(&to), 7);
	KUNIT_EXPECT_EQ(test, byte_at(test, 0), 0);

	own_result(own_user_reader_result, part, own_user_reader_part(&from, 8));
	KUNIT_EXPECT_EQ(test, own_err(part), -ERANGE);
	KUNIT_EXPECT_EQ(test, own_user_left(&from), 7);

	KUNIT_EXPECT_EQ(test, own_user_skip(&from, 7), 0);
	KUNIT_EXPECT_EQ(test, own_user_read(slice, &from, own_slice_mut_of_object(bytes[0])),
			-ERANGE);
}

static void nothing_can_be_read_from_nothing(struct kunit *test)
{
	struct own_user_reader from = own_user_reader_from(NULL, 0);
	struct own_user_writer to = own_user_writer_from(NULL, 0);
	u8 bytes[1] = { 5 };

	own_result(own_bytes_mut_result, empty,
		   own_bytes_mut_sub(own_slice_mut_of(own_bytes, bytes), 0, 0));
	KUNIT_ASSERT_FALSE(test, own_none(empty));
	KUNIT_EXPECT_EQ(test, own_user_read(slice, &from, own_value(empty)), 0);
	KUNIT_EXPECT_EQ(test, own_user_write(slice, &to, own_bytes_const(own_value(empty))), 0);
	KUNIT_EXPECT_EQ(test, own_user_read(slice, &from, own_slice_mut_of(own_bytes, bytes)),
			-ERANGE);
	KUNIT_EXPECT_EQ(test, bytes[0], 5);
}

static void memory_that_is_not_there(struct kunit *test)
{
	struct own_user_reader from = own_user_reader_from(at(PAGE_SIZE - 3), 64);
	struct own_user_writer to = own_user_writer_from(at(PAGE_SIZE - 3), 64);
	u8 bytes[8];

	memset(bytes, 0xee, sizeof(bytes));
	lose_second_page(test);
	KUNIT_EXPECT_EQ(test, own_user_read(slice, &from, own_slice_mut_of(own_bytes, bytes)),
			-EFAULT);
	KUNIT_EXPECT_EQ(test, bytes[7], 0);
	/* What was fetched is not fetched again, not even after a fault. */
	KUNIT_EXPECT_EQ(test, own_user_left(&from), 0);
	KUNIT_EXPECT_EQ(test, own_user_read(object, &from, &bytes[0]), -ERANGE);

	KUNIT_EXPECT_EQ(test, own_user_write(slice, &to, own_slice_of(own_bytes, bytes)), -EFAULT);
	KUNIT_EXPECT_EQ(test, own_user_left(&to), 64);
	KUNIT_EXPECT_EQ(test, own_user_write(object, &to, &bytes[0]), 0);
	KUNIT_EXPECT_EQ(test, own_user_left(&to), 63);
}

static void addresses_that_are_not_user_memory(struct kunit *test)
{
	static u8 of_the_kernel[8] = "secret";
	u8 *addresses[] = {
		NULL, (u8 *)1, of_the_kernel, (u8 *)(TASK_SIZE_MAX - 4),
		(u8 *)TASK_SIZE_MAX, (u8 *)(ULONG_MAX - 7), (u8 *)ULONG_MAX,
	};
	u8 bytes[8];

	for (size_t i = 0; i < ARRAY_SIZE(addresses); i++) {
		void __user *address = (void __user *)own_at(addresses, i);
		struct own_user_reader from = own_user_reader_from(address, SIZE_MAX);
		struct own_user_writer to = own_user_writer_from(address, SIZE_MAX);

		memset(bytes, 0xee, sizeof(bytes));
		KUNIT_EXPECT_EQ(test, -EFAULT,
				own_user_read(slice, &from, own_slice_mut_of(own_bytes, bytes)));
		KUNIT_EXPECT_EQ(test, bytes[0], 0);
		KUNIT_EXPECT_EQ(test, own_user_write(slice, &to, own_slice_of(own_bytes, bytes)),
				-EFAULT);
	}
	KUNIT_EXPECT_STREQ(test, of_the_kernel, "secret");
}

static void a_range_of_all_memory(struct kunit *test)
{
	struct own_user_reader from = own_user_reader_from(at(0), SIZE_MAX);
	u64 number;

	KUNIT_EXPECT_EQ(test, own_user_read(object, &from, &number), 0);
	KUNIT_EXPECT_EQ(test, own_user_left(&from), SIZE_MAX - 8);
	KUNIT_EXPECT_EQ(test, own_user_skip(&from, SIZE_MAX - 8), 0);
	KUNIT_EXPECT_EQ(test, own_user_read(object, &from, &number), -ERANGE);
}

/*
 * The classic: a header says how much follows, is found good, and the program
 * changes it. There is no second look: what was read is behind the reader.
 */
static void a_changed_header_is_not_seen(struct kunit *test)
{
	struct request honest = { .count = 4 }, seen, again;
	struct own_user_reader from = own_user_reader_from(at(0), 2 * sizeof(seen));

	fill(test, 0, &honest, sizeof(honest));
	KUNIT_ASSERT_EQ(test, own_user_read(object, &from, &seen), 0);
	KUNIT_EXPECT_EQ(test, seen.count, 4);

	honest.count = U32_MAX;
	fill(test, 0, &honest, sizeof(honest));
	KUNIT_EXPECT_EQ(test, seen.count, 4);
	KUNIT_ASSERT_EQ(test, own_user_read(object, &from, &again), 0);
	KUNIT_EXPECT_NE(test, again.count, U32_MAX);
	KUNIT_EXPECT_EQ(test, own_user_read(object, &from, &again), -ERANGE);
}

static void a_versioned_structure_is_read_once(struct kunit *test)
{
	struct own_user_reader from = own_user_reader_from(at(0), sizeof(struct request));
	struct request seen;

	KUNIT_EXPECT_EQ(test, own_user_read(versioned, &from, &seen, REQUEST_SIZE_VER0), 0);
	KUNIT_EXPECT_EQ(test, own_user_left(&from), 0);
	KUNIT_EXPECT_EQ(test, own_user_read(versioned, &from, &seen, REQUEST_SIZE_VER0), -EINVAL);
}

static void a_part_leaves_the_reader(struct kunit *test)
{
	struct own_user_reader from = own_user_reader_from(at(0), 16);
	u8 bytes[4];

	own_result(own_user_reader_result, result, own_user_reader_part(&from, 8));
	KUNIT_ASSERT_FALSE(test, own_none(result));
	struct own_user_reader part = own_value(result);

	KUNIT_EXPECT_EQ(test, own_user_left(&part), 8);
	KUNIT_EXPECT_EQ(test, own_user_left(&from), 8);
	KUNIT_EXPECT_EQ(test, own_user_read(slice, &from, own_slice_mut_of(own_bytes, bytes)), 0);
	KUNIT_EXPECT_EQ(test, bytes[0], 8);
	KUNIT_EXPECT_EQ(test, own_user_skip(&part, 4), 0);
	KUNIT_EXPECT_EQ(test, own_user_read(slice, &part, own_slice_mut_of(own_bytes, bytes)), 0);
	KUNIT_EXPECT_EQ(test, bytes[0], 4);
	KUNIT_EXPECT_EQ(test, own_user_left(&part), 0);
}

static void a_structure_of_any_version_comes_in(struct kunit *test)
{
	struct { struct request known; u64 unknown; } sent = {
		.known = { 1, 2, 3, 4 },
	};
	struct request seen;
	const struct { size_t size; int err; u64 later; } expect[] = {
		{ 0, -EINVAL },
		{ REQUEST_SIZE_VER0 - 1, -EINVAL },
		{ REQUEST_SIZE_VER0, 0, 0 },
		{ REQUEST_SIZE_VER0 + 1, 0, 4 },	/* one byte of a member */
		{ sizeof(seen), 0, 4 },
		{ sizeof(sent), 0, 4 },
		{ PAGE_SIZE, 0, 4 },
		{ PAGE_SIZE + 1, -E2BIG },
		{ SIZE_MAX, -E2BIG },
	};

	KUNIT_ASSERT_EQ(test, clear_user(at(0), TWO), 0);
	fill(test, 0, &sent, sizeof(sent));
	for (size_t i = 0; i < ARRAY_SIZE(expect); i++) {
		struct own_user_reader from = own_user_reader_from(at(0), expect[i].size);

		memset(&seen, 0xee, sizeof(seen));
		KUNIT_EXPECT_EQ(test, own_user_read(versioned, &from, &seen, REQUEST_SIZE_VER0),
				expect[i].err);
		KUNIT_EXPECT_EQ(test, own_user_left(&from), expect[i].err ? expect[i].size : 0);
		if (expect[i].err)
			continue;
		KUNIT_EXPECT_EQ(test, seen.address, 3);
		KUNIT_EXPECT_EQ(test, seen.added_later, expect[i].later);
	}

	/* What we do not know must be 0. */
	sent.unknown = 1ULL << 63;
	fill(test, 0, &sent, sizeof(sent));
	struct own_user_reader from = own_user_reader_from(at(0), sizeof(sent));

	memset(&seen, 0xee, sizeof(seen));
	KUNIT_EXPECT_EQ(test, own_user_read(versioned, &from, &seen, REQUEST_SIZE_VER0), -E2BIG);
	KUNIT_EXPECT_EQ(test, own_user_left(&from), 0);
	KUNIT_EXPECT_NULL(test, memchr_inv(&seen, 0xee, sizeof(seen)));

	lose_second_page(test);
	struct own_user_reader tail =
		own_user_reader_from(at(PAGE_SIZE - sizeof(seen)), sizeof(sent));

	KUNIT_EXPECT_EQ(test, own_user_read(versioned, &tail, &seen, REQUEST_SIZE_VER0), -EFAULT);
	KUNIT_EXPECT_EQ(test, own_user_left(&tail), 0);
	KUNIT_EXPECT_NULL(test, memchr_inv(&seen, 0xee, sizeof(seen)));

	struct own_user_reader cut = own_user_reader_from(at(PAGE_SIZE - 4), sizeof(seen));

	KUNIT_EXPECT_EQ(test, own_user_read(versioned, &cut, &seen, REQUEST_SIZE_VER0), -EFAULT);
}

static void a_structure_of_any_version_goes_out(struct kunit *test)
{
	struct request answer = { 1, 2, 3, 4 };
	struct own_user_writer to = own_user_writer_from(at(0), REQUEST_SIZE_VER0);
	bool ignored = false;

	KUNIT_EXPECT_EQ(test, own_user_write(versioned, &to, &answer, &ignored), 0);
	KUNIT_EXPECT_TRUE(test, ignored);
	KUNIT_EXPECT_EQ(test, own_user_left(&to), 0);
	KUNIT_EXPECT_EQ(test, byte_at(test, 8), 3);
	KUNIT_EXPECT_EQ(test, byte_at(test, REQUEST_SIZE_VER0), REQUEST_SIZE_VER0);

	answer.added_later = 0;
	struct own_user_writer small = own_user_writer_from(at(0), REQUEST_SIZE_VER0);

	KUNIT_EXPECT_EQ(test, own_user_write(versioned, &small, &answer, &ignored), 0);
	KUNIT_EXPECT_FALSE(test, ignored);

	answer.added_later = 4;
	struct own_user_writer equal = own_user_writer_from(at(0), sizeof(answer));

	KUNIT_EXPECT_EQ(test, own_user_write(versioned, &equal, &answer, &ignored), 0);
	KUNIT_EXPECT_FALSE(test, ignored);
	KUNIT_EXPECT_EQ(test, byte_at(test, 16), 4);
	KUNIT_EXPECT_EQ(test, byte_at(test, sizeof(answer)), sizeof(answer));

	struct own_user_writer large = own_user_writer_from(at(0), sizeof(answer) + 5);

	KUNIT_EXPECT_EQ(test, own_user_write(versioned, &large, &answer, NULL), 0);
	KUNIT_EXPECT_EQ(test, byte_at(test, sizeof(answer)), 0);
	KUNIT_EXPECT_EQ(test, byte_at(test, sizeof(answer) + 4), 0);
	KUNIT_EXPECT_EQ(test, byte_at(test, sizeof(answer) + 5), sizeof(answer) + 5);

	lose_second_page(test);
	struct own_user_writer cut = own_user_writer_from(at(PAGE_SIZE - 4), sizeof(answer));

	KUNIT_EXPECT_EQ(test, own_user_write(versioned, &cut, &answer, NULL), -EFAULT);
	KUNIT_EXPECT_EQ(test, own_user_left(&cut), sizeof(answer));
}

static void a_writer_advances_and_stops(struct kunit *test)
{
	struct own_user_writer to = own_user_writer_from(at(100), 6);
	u32 number = 0x04030201;
	u8 more[] = { 5, 6 };

	KUNIT_EXPECT_EQ(test, own_user_write(object, &to, &number), 0);
	KUNIT_EXPECT_EQ(test, own_user_write(slice, &to, own_slice_of(own_bytes, more)), 0);
	KUNIT_EXPECT_EQ(test, own_user_left(&to), 0);
	for (unsigned int i = 0; i < 6; i++)
		KUNIT_EXPECT_EQ(test, byte_at(test, 100 + i), i + 1);
	KUNIT_EXPECT_EQ(test, byte_at(test, 99), 99);
	KUNIT_EXPECT_EQ(test, byte_at(test, 106), 106);
}

static void an_array_has_a_limit(struct kunit *test)
{
	static const struct { u64 count; size_t size, limit; int err; } expect[] = {
		{ 0, 24, 0, 0 },
		{ 0, 24, 4, 0 },
		{ 4, 24, 4, 0 },
		{ 5, 24, 4, -E2BIG },
		{ U64_MAX, 24, 4, -E2BIG },
		{ U64_MAX, 1, SIZE_MAX, 0 },
		{ SIZE_MAX / 24 + 1, 24, SIZE_MAX, -E2BIG },
		{ 1ULL << 61, 8, SIZE_MAX, -E2BIG },	/* would be 0 bytes */
		{ (1ULL << 61) + 1, 8, SIZE_MAX, -E2BIG },	/* would be 8 */
	};

	for (size_t i = 0; i < ARRAY_SIZE(expect); i++) {
		own_result(own_user_reader_result, from,
			   own_user_reader_from_array(at(0), expect[i].count, expect[i].size,
						      expect[i].limit));

		KUNIT_EXPECT_EQ(test, own_err(from), expect[i].err);
		if (own_none(from))
			continue;
		struct own_user_reader reader = own_value(from);

		KUNIT_EXPECT_EQ(test, own_user_left(&reader), expect[i].count * expect[i].size);
	}
}

static void letter_of(struct kunit *test, size_t length, size_t limit, int err)
{
	struct own_user_reader from = own_user_reader_from(at(1), length);

	own_auto(letter_own, letter, own_user_read_alloc(letter_own, &from, limit, GFP_KERNEL));
	KUNIT_EXPECT_EQ(test, own_err(letter), err);
	if (own_none(letter)) {
		KUNIT_EXPECT_EQ(test, own_user_left(&from), length);
		return;
	}
	atomic_inc(&alive);
	KUNIT_EXPECT_EQ(test, own_user_left(&from), 0);
	KUNIT_EXPECT_EQ(test, own_use(letter)->len, length);
	KUNIT_EXPECT_EQ(test, own_use(letter)->mark, 0);
	own_slice_borrow(own_bytes, text, letter, text, len);
	for (size_t i = 0; i < own_slice_len(text); i++)
		KUNIT_EXPECT_EQ(test, own_slice_at(text, i), (i + 1) % 251);
}

static void an_object_is_made_from_user_memory(struct kunit *test)
{
	letter_of(test, 0, 0, 0);
	letter_of(test, 0, 100, 0);
	letter_of(test, 1, 100, 0);
	letter_of(test, 100, 100, 0);
	letter_of(test, 101, 100, -E2BIG);
	letter_of(test, SIZE_MAX, 100, -E2BIG);
	/* The count is a u8. */
	letter_of(test, 255, SIZE_MAX, 0);
	letter_of(test, 256, SIZE_MAX, -E2BIG);
	letter_of(test, SIZE_MAX, SIZE_MAX, -E2BIG);
	KUNIT_EXPECT_EQ(test, atomic_read(&alive), 0);
}

static void an_object_of_whole_elements(struct kunit *test)
{
	static const struct { size_t length, limit; int err; } expect[] = {
		{ 12, 3, 0 }, { 11, 3, -EINVAL }, { 13, 4, -EINVAL },
		{ 12, 2, -E2BIG }, { 16, 3, -E2BIG },
		/* Sizes that wrap, or that nobody has. */
		{ SIZE_MAX - 3, SIZE_MAX, -ENOMEM },
	};

	for (size_t i = 0; i < ARRAY_SIZE(expect); i++) {
		struct own_user_reader from = own_user_reader_from(at(0), expect[i].length);

		own_auto(table_own, table,
			 own_user_read_alloc(table_own, &from, expect[i].limit,
					     GFP_KERNEL | __GFP_NOWARN));
		KUNIT_EXPECT_EQ(test, own_err(table), expect[i].err);
		if (own_none(table))
			continue;
		atomic_inc(&alive);
		KUNIT_EXPECT_EQ(test, own_use(table)->rows, 3);
		KUNIT_EXPECT_EQ(test, own_use(table)->row[2], 0x0b0a0908);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&alive), 0);
}

/* The drop function counts down, and nobody has counted up. */
static void a_fault_drops_the_object(struct kunit *test)
{
	struct own_user_reader from = own_user_reader_from(at(PAGE_SIZE - 10), 20);

	lose_second_page(test);
	own_auto(letter_own, letter, own_user_read_alloc(letter_own, &from, 100, GFP_KERNEL));
	KUNIT_EXPECT_EQ(test, own_err(letter), -EFAULT);
	KUNIT_EXPECT_EQ(test, atomic_read(&alive), -1);
}

static struct own_user_reader pieces_of(struct kunit *test, const struct piece *pieces,
					size_t number)
{
	fill(test, 0, pieces, number * sizeof(*pieces));
	return own_user_reader_from(at(0), number * sizeof(*pieces));
}

static struct piece piece(unsigned long offset, u64 length)
{
	return (struct piece){ .length = length, .where = user + offset };
}

static void an_object_is_gathered(struct kunit *test)
{
	const struct piece pieces[] = { piece(1000, 3), piece(500, 0), piece(2000, 5) };
	struct own_user_reader from = pieces_of(test, pieces, ARRAY_SIZE(pieces));
	u8 expect[8];

	for (int i = 0; i < 8; i++)
		expect[i] = byte_at(test, i < 3 ? 1000 + i : 2000 + i - 3);
	own_auto(letter_own, letter,
		 own_user_gather_alloc(letter_own, &from, struct piece, where, length, 8,
				       GFP_KERNEL));
	KUNIT_ASSERT_FALSE(test, own_none(letter));
	atomic_inc(&alive);
	KUNIT_EXPECT_EQ(test, own_user_left(&from), 0);
	KUNIT_EXPECT_EQ(test, own_use(letter)->mark, 0);
	KUNIT_EXPECT_EQ(test, own_use(letter)->len, 8);
	KUNIT_EXPECT_MEMEQ(test, own_use(letter)->text, expect, 8);

	struct own_user_reader again = pieces_of(test, pieces, ARRAY_SIZE(pieces));
	own_auto(plain_own, plain,
		 own_user_gather_alloc(plain_own, &again, struct piece, where, length, 8,
				       GFP_KERNEL));
	KUNIT_ASSERT_FALSE(test, own_none(plain));
	KUNIT_EXPECT_MEMEQ(test, own_use(plain)->bytes, expect, 8);

	struct own_user_reader more = pieces_of(test, pieces, 2);
	own_auto(table_own, table,
		 own_user_gather_alloc(table_own, &more, struct piece, where, length, 2,
				       GFP_KERNEL));
	KUNIT_EXPECT_EQ(test, own_err(table), -EINVAL);
	KUNIT_EXPECT_EQ(test, atomic_read(&alive), 0);
}

/* Nobody gets an object that is not filled to its end, and nothing is written behind it. */
static void buffers_that_do_not_make_an_object(struct kunit *test)
{
	const struct {
		struct piece pieces[3];
		size_t count;
		int err;
	} expect[] = {
		{ { piece(1000, 4), piece(1000, 4) }, 9, -EINVAL },
		{ { piece(1000, 4), piece(1000, 4) }, 7, -EINVAL },
		{ { piece(1000, 4), piece(1000, 4), piece(1000, U64_MAX - 7) }, 8, -EOVERFLOW },
		{ { piece(1000, U64_MAX), piece(1000, 9) }, 8, -EOVERFLOW },
		{ { piece(1000, 4), piece(1000, U64_MAX - 4) }, 8, -EINVAL },
		{ { piece(1000, 4), piece(TWO - 2, 4) }, 8, -EFAULT },
		{ { piece(1000, 4), { .where = PAGE_OFFSET, .length = 4 } }, 8, -EFAULT },
		/* The count is a u8. */
		{ { piece(1000, 128), piece(1000, 128) }, 256, -E2BIG },
		{ { }, 8, -EINVAL },
	};

	for (size_t i = 0; i < ARRAY_SIZE(expect); i++) {
		struct own_user_reader from = pieces_of(test, expect[i].pieces, 3);

		atomic_set(&alive, 0);
		own_auto(letter_own, letter,
			 own_user_gather_alloc(letter_own, &from, struct piece, where, length,
					       expect[i].count, GFP_KERNEL));
		KUNIT_EXPECT_EQ_MSG(test, own_err(letter), expect[i].err, "%zu", i);
		/* It was dropped, unless it was not even made. */
		KUNIT_EXPECT_EQ_MSG(test, atomic_read(&alive), expect[i].err == -E2BIG ? 0 : -1,
				    "%zu", i);
	}
}

static void a_list_of_buffers_that_is_not_whole(struct kunit *test)
{
	const struct piece pieces[] = { piece(1000, 4), piece(1000, 4) };

	pieces_of(test, pieces, 2);
	struct own_user_reader half = own_user_reader_from(at(0), sizeof(pieces) - 1);
	own_auto(letter_own, letter,
		 own_user_gather_alloc(letter_own, &half, struct piece, where, length, 8,
				       GFP_KERNEL));
	KUNIT_EXPECT_EQ(test, own_err(letter), -ERANGE);

	/* The second is described where there is no memory. */
	fill(test, PAGE_SIZE - sizeof(pieces[0]), pieces, sizeof(pieces));
	lose_second_page(test);
	struct own_user_reader lost = own_user_reader_from(at(PAGE_SIZE - sizeof(pieces[0])),
							   sizeof(pieces));
	own_auto(letter_own, none,
		 own_user_gather_alloc(letter_own, &lost, struct piece, where, length, 8,
				       GFP_KERNEL));
	KUNIT_EXPECT_EQ(test, own_err(none), -EFAULT);
	KUNIT_EXPECT_EQ(test, own_user_left(&lost), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&alive), -2);
}

/* What nearly fills a power of two is apart, and what the header does not push over one is not. */
static void elements_that_may_be_apart(struct kunit *test)
{
	const struct {
		size_t length;
		bool apart;
	} expect[] = { { 1, false }, { 192, false }, { 256, true }, { 300, false }, { 512, true } };

	for (int i = 0; i < ARRAY_SIZE(expect); i++) {
		struct own_user_reader from = own_user_reader_from(at(3), expect[i].length);
		own_auto(parcel_own, parcel,
			 own_user_read_alloc(parcel_own, &from, 1000, GFP_KERNEL));

		KUNIT_ASSERT_FALSE(test, own_none(parcel));
		atomic_inc(&alive);
		KUNIT_EXPECT_EQ(test, own_use(parcel)->len, expect[i].length);
		KUNIT_EXPECT_EQ(test, own_use(parcel)->mark, 0);
		KUNIT_EXPECT_EQ(test, !!plain_own_of(&own_use(parcel)->apart), expect[i].apart);
		KUNIT_EXPECT_EQ(test, parcel_own_elements(own_use(parcel))[0], byte_at(test, 3));
		KUNIT_EXPECT_EQ(test, parcel_own_elements(own_use(parcel))[expect[i].length - 1],
				byte_at(test, 3 + expect[i].length - 1));
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&alive), 0);
}

/* The header is there, and ends as far as it got. */
static void no_memory_for_what_is_apart(struct kunit *test)
{
	struct own_user_reader from = own_user_reader_from(at(0), 256);

	fail_nth_or_skip(test);
	fail_nth(2);
	own_auto(parcel_own, parcel,
		 own_user_read_alloc(parcel_own, &from, 1000, GFP_KERNEL | __GFP_NOWARN));
	KUNIT_EXPECT_TRUE(test, fail_nth_came());
	KUNIT_EXPECT_EQ(test, own_err(parcel), -ENOMEM);
	KUNIT_EXPECT_EQ(test, own_user_left(&from), 256);
	KUNIT_EXPECT_EQ(test, atomic_read(&alive), -1);
}

static void no_memory_for_the_object(struct kunit *test)
{
	struct own_user_reader from = own_user_reader_from(at(0), 20);

	fail_nth_or_skip(test);
	fail_nth(1);
	own_auto(letter_own, letter,
		 own_user_read_alloc(letter_own, &from, 100, GFP_KERNEL | __GFP_NOWARN));
	KUNIT_EXPECT_TRUE(test, fail_nth_came());
	KUNIT_EXPECT_EQ(test, own_err(letter), -ENOMEM);
	KUNIT_EXPECT_EQ(test, own_user_left(&from), 20);
	KUNIT_EXPECT_EQ(test, atomic_read(&alive), 0);
}

static void an_iterator_is_read(struct kunit *test)
{
	struct iov_iter from;
	u32 number;
	u8 bytes[4];

	iov_iter_ubuf(&from, ITER_SOURCE, at(0), 9);
	KUNIT_EXPECT_EQ(test, own_user_iter_read(object, &from, &number), 0);
	KUNIT_EXPECT_EQ(test, number, 0x03020100);
	KUNIT_EXPECT_EQ(test, own_user_iter_read(slice, &from, own_slice_mut_of(own_bytes, bytes)),
			0);
	KUNIT_EXPECT_MEMEQ(test, bytes, "\x04\x05\x06\x07", 4);
	KUNIT_EXPECT_EQ(test, own_user_iter_read(object, &from, &number), -ERANGE);
	KUNIT_EXPECT_EQ(test, iov_iter_count(&from), 1);

	lose_second_page(test);
	iov_iter_ubuf(&from, ITER_SOURCE, at(PAGE_SIZE - 2), 8);
	memset(bytes, 0xee, sizeof(bytes));
	KUNIT_EXPECT_EQ(test, own_user_iter_read(slice, &from, own_slice_mut_of(own_bytes, bytes)),
			-EFAULT);
	KUNIT_EXPECT_EQ(test, bytes[2], 0xee);
	KUNIT_EXPECT_EQ(test, bytes[3], 0xee);
	/* Of what is there a machine copies as much as it likes. */
	KUNIT_EXPECT_GE(test, iov_iter_count(&from), 6);
	KUNIT_EXPECT_LE(test, iov_iter_count(&from), 8);

	iov_iter_ubuf(&from, ITER_SOURCE, at(PAGE_SIZE - 2), 8);
	own_auto(letter_own, letter,
		 own_user_iter_read_alloc(letter_own, &from, 100, GFP_KERNEL));
	KUNIT_EXPECT_EQ(test, own_err(letter), -EFAULT);
	KUNIT_EXPECT_EQ(test, atomic_read(&alive), -1);

	iov_iter_ubuf(&from, ITER_SOURCE, at(PAGE_SIZE - 2), 2);
	own_auto(letter_own, whole,
		 own_user_iter_read_alloc(letter_own, &from, 100, GFP_KERNEL));
	KUNIT_ASSERT_FALSE(test, own_none(whole));
	KUNIT_EXPECT_EQ(test, own_use(whole)->len, 2);
	KUNIT_EXPECT_EQ(test, own_use(whole)->text[1], (PAGE_SIZE - 1) % 251);
	KUNIT_EXPECT_EQ(test, iov_iter_count(&from), 0);
}

static void an_iterator_is_written(struct kunit *test)
{
	struct iov_iter to;
	u32 number = 0x44434241;
	u8 bytes[] = { 'x', 'y' };

	iov_iter_ubuf(&to, ITER_DEST, at(0), 7);
	KUNIT_EXPECT_EQ(test, own_user_iter_write(object, &to, &number), 0);
	KUNIT_EXPECT_EQ(test, own_user_iter_write(slice, &to, own_slice_of(own_bytes, bytes)), 0);
	KUNIT_EXPECT_EQ(test, own_user_iter_write(slice, &to, own_slice_of(own_bytes, bytes)),
			-ERANGE);
	KUNIT_EXPECT_EQ(test, iov_iter_count(&to), 1);
	KUNIT_EXPECT_EQ(test, byte_at(test, 3), 0x44);
	KUNIT_EXPECT_EQ(test, byte_at(test, 5), 'y');
	KUNIT_EXPECT_EQ(test, byte_at(test, 6), 6);
	iov_iter_ubuf(&to, ITER_DEST, at(0), 2);
	KUNIT_EXPECT_EQ(test, own_user_iter_write(slice, &to, own_slice_of(own_bytes, bytes)), 0);
	KUNIT_EXPECT_EQ(test, iov_iter_count(&to), 0);

	lose_second_page(test);
	iov_iter_ubuf(&to, ITER_DEST, at(PAGE_SIZE - 2), 8);
	KUNIT_EXPECT_EQ(test, own_user_iter_write(object, &to, &number), -EFAULT);
	KUNIT_EXPECT_EQ(test, iov_iter_count(&to), 8);
	KUNIT_EXPECT_EQ(test, own_user_iter_write(slice, &to, own_slice_of(own_bytes, bytes)), 0);
	KUNIT_EXPECT_EQ(test, byte_at(test, PAGE_SIZE - 1), 'y');
}

static struct kunit_case user_cases[] = {
	KUNIT_CASE(a_reader_advances),
	KUNIT_CASE(past_the_end_nothing_happens),
	KUNIT_CASE(nothing_can_be_read_from_nothing),
	KUNIT_CASE(memory_that_is_not_there),
	KUNIT_CASE(addresses_that_are_not_user_memory),
	KUNIT_CASE(a_range_of_all_memory),
	KUNIT_CASE(a_changed_header_is_not_seen),
	KUNIT_CASE(a_versioned_structure_is_read_once),
	KUNIT_CASE(a_part_leaves_the_reader),
	KUNIT_CASE(a_structure_of_any_version_comes_in),
	KUNIT_CASE(a_structure_of_any_version_goes_out),
	KUNIT_CASE(a_writer_advances_and_stops),
	KUNIT_CASE(an_array_has_a_limit),
	KUNIT_CASE(an_object_is_made_from_user_memory),
	KUNIT_CASE(an_object_of_whole_elements),
	KUNIT_CASE(a_fault_drops_the_object),
	KUNIT_CASE(an_object_is_gathered),
	KUNIT_CASE(buffers_that_do_not_make_an_object),
	KUNIT_CASE(a_list_of_buffers_that_is_not_whole),
	KUNIT_CASE(no_memory_for_the_object),
	KUNIT_CASE(elements_that_may_be_apart),
	KUNIT_CASE(no_memory_for_what_is_apart),
	KUNIT_CASE(an_iterator_is_read),
	KUNIT_CASE(an_iterator_is_written),
	{ }
};

static struct kunit_suite user_suite = {
	.name = "own_user",
	.init = user_init,
	.test_cases = user_cases,
};

kunit_test_suite(user_suite);

MODULE_DESCRIPTION("Tests of own/user.h");
MODULE_LICENSE("GPL");
