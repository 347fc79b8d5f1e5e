// SPDX-License-Identifier: GPL-2.0-only
/*
 * own/alloc.h: where objects come from, and how they end.
 *
 * Whatever ends here writes a letter, so that a case can say what ended and in which order.
 */
#include <kunit/test.h>
#include <linux/ctype.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

#include <own/locked.h>
#include <own/queue.h>
#include <own/ref.h>
#include <own/revocable.h>
#include <own/table.h>

#include "fail_nth.h"

/* The cases run one after the other. */
static char ended[32];
static size_t ends;
static int alive;

static void write_down(char what)
{
	if (ends < sizeof(ended) - 1)
		ended[ends++] = what;
}

static int alloc_init(struct kunit *test)
{
	memset(ended, 0, sizeof(ended));
	ends = 0;
	alive = 0;
	return 0;
}

static void alloc_exit(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, alive, 0);
}

/* Where memory comes from ---------------------------------------------------------------------- */

struct page_of_text {
	size_t len;
	u64 text[];
};

static void text_end(struct page_of_text *text)
{
	write_down('t');
}

static void text_free(struct page_of_text *text)
{
	write_down('f');
	kvfree(text);
}

DEFINE_OWN(small_text, struct page_of_text, OWN_KMALLOC, own_run(text_end));
DEFINE_OWN(large_text, struct page_of_text, OWN_KVMALLOC, own_run(text_end));
DEFINE_OWN(other_text, struct page_of_text, text_free, own_run(text_end));

/* More than kmalloc() has. */
#define LARGE	(2 * KMALLOC_MAX_SIZE / sizeof(u64))

/* What a new object is made of was in use before. */
#define EXPECT_ZEROED(tag, count)						\
do {										\
	{									\
		own_auto(tag, used, own_alloc_flex(tag, text, count, GFP_KERNEL)); \
		KUNIT_ASSERT_FALSE(test, own_none(used));			\
		memset(own_mut(used), 0xff, struct_size(own_use(used), text, count)); \
	}									\
	own_auto(tag, p, own_alloc_flex(tag, text, count, GFP_KERNEL));		\
	KUNIT_ASSERT_FALSE(test, own_none(p));					\
	KUNIT_EXPECT_NULL(test, memchr_inv(own_use(p), 0, struct_size(own_use(p), text, count))); \
} while (0)

static void an_object_starts_zeroed(struct kunit *test)
{
	EXPECT_ZEROED(small_text, 100);
	EXPECT_ZEROED(large_text, 100);
	EXPECT_ZEROED(large_text, LARGE);
	EXPECT_ZEROED(other_text, 100);

	own_auto(small_text, p, own_alloc(small_text, GFP_KERNEL));
	KUNIT_ASSERT_FALSE(test, own_none(p));
	KUNIT_EXPECT_EQ(test, own_use(p)->len, 0);
}

static void kmalloc_has_no_large_ones(struct kunit *test)
{
	own_auto(small_text, p, own_alloc_flex(small_text, text, LARGE, GFP_KERNEL | __GFP_NOWARN));

	KUNIT_EXPECT_EQ(test, own_err(p), -ENOMEM);
}

/* KASAN and the allocator see memory that goes back to where it did not come from. */
static void kvmalloc_has(struct kunit *test)
{
	{
		own_auto(large_text, large, own_alloc_flex(large_text, text, LARGE, GFP_KERNEL));
		own_auto(large_text, small, own_alloc(large_text, GFP_KERNEL));
		KUNIT_ASSERT_FALSE(test, own_none(large));
		KUNIT_ASSERT_FALSE(test, own_none(small));
		KUNIT_EXPECT_TRUE(test, is_vmalloc_addr(own_use(large)));
		KUNIT_EXPECT_FALSE(test, is_vmalloc_addr(own_use(small)));
	}
	KUNIT_EXPECT_STREQ(test, ended, "tt");
}

static void a_function_frees_what_it_is_for(struct kunit *test)
{
	{
		own_auto(other_text, large, own_alloc_flex(other_text, text, LARGE, GFP_KERNEL));
		own_auto(other_text, small, own_alloc(other_text, GFP_KERNEL));
		KUNIT_ASSERT_FALSE(test, own_none(large));
		KUNIT_ASSERT_FALSE(test, own_none(small));
		KUNIT_EXPECT_TRUE(test, is_vmalloc_addr(own_use(large)));
		KUNIT_EXPECT_FALSE(test, is_vmalloc_addr(own_use(small)));
	}
	KUNIT_EXPECT_STREQ(test, ended, "tftf");
}

static struct kmem_cache *stamps;

struct stamp {
	u64 value;
};

DEFINE_OWN(stamp_own, struct stamp, OWN_CACHE(stamps));

/* Nothing else has objects that small at addresses that round. */
#define ROUND	1024

/* kmem_cache_destroy() complains in the log if one is left, and the log must be clean. */
static void a_cache_gets_its_objects_back(struct kunit *test)
{
	stamps = kmem_cache_create("own_alloc_kunit", sizeof(struct stamp), ROUND, 0, NULL);
	KUNIT_ASSERT_NOT_NULL(test, stamps);
	for (int i = 0; i < 8; i++) {
		own_auto(stamp_own, one, own_alloc(stamp_own, GFP_KERNEL));
		own_auto(stamp_own, two, own_alloc(stamp_own, GFP_KERNEL));
		KUNIT_ASSERT_FALSE(test, own_none(one) || own_none(two));
		KUNIT_EXPECT_EQ(test, own_use(one)->value | own_use(two)->value, 0);
		KUNIT_EXPECT_TRUE(test, IS_ALIGNED((unsigned long)own_use(one), ROUND));
		KUNIT_EXPECT_TRUE(test, IS_ALIGNED((unsigned long)own_use(two), ROUND));
		own_mut(one)->value = U64_MAX;
		own_mut(two)->value = U64_MAX;
	}
	kmem_cache_destroy(stamps);
}

/* count * 8 + header wraps to a few bytes if nobody looks. */
static void a_size_that_overflows_is_enomem(struct kunit *test)
{
	static const size_t counts[] = {
		SIZE_MAX, SIZE_MAX / sizeof(u64), SIZE_MAX / sizeof(u64) + 1,
		(SIZE_MAX - sizeof(struct page_of_text)) / sizeof(u64) + 1,
	};

	for (int i = 0; i < ARRAY_SIZE(counts); i++) {
		own_auto(small_text, small, own_alloc_flex(small_text, text, counts[i],
							   GFP_KERNEL | __GFP_NOWARN));
		own_auto(large_text, large, own_alloc_flex(large_text, text, counts[i],
							   GFP_KERNEL | __GFP_NOWARN));
		KUNIT_EXPECT_EQ(test, own_err(small), -ENOMEM);
		KUNIT_EXPECT_EQ(test, own_err(large), -ENOMEM);
	}
	KUNIT_EXPECT_STREQ(test, ended, "");
}

/* There is no object, so nothing of its end happens. */
static void no_memory_is_enomem(struct kunit *test)
{
	fail_nth_or_skip(test);

	fail_nth(1);
	own_auto(small_text, small, own_alloc(small_text, GFP_KERNEL | __GFP_NOWARN));
	KUNIT_EXPECT_TRUE(test, fail_nth_came());
	KUNIT_EXPECT_EQ(test, own_err(small), -ENOMEM);

	stamps = KMEM_CACHE(stamp, 0);
	KUNIT_ASSERT_NOT_NULL(test, stamps);
	fail_nth(1);
	own_auto(stamp_own, stamp, own_alloc(stamp_own, GFP_KERNEL | __GFP_NOWARN));
	KUNIT_EXPECT_TRUE(test, fail_nth_came());
	KUNIT_EXPECT_EQ(test, own_err(stamp), -ENOMEM);
	kmem_cache_destroy(stamps);
	KUNIT_EXPECT_STREQ(test, ended, "");
}

static void where_nothing_may_sleep(struct kunit *test)
{
	static OWN_LOCKED(spinlock_t, int) lock =
		OWN_LOCKED_INIT(__SPIN_LOCK_UNLOCKED, lock, 0);

	own_guard(spinlock, count, &lock);
	own_auto(small_text, text, own_alloc(small_text, GFP_ATOMIC));
	KUNIT_EXPECT_EQ(test, own_err(text), 0);
	++*count;
}

/* What the kernel made, of a type that nobody else knows. */
static void workqueue_end(struct workqueue_struct *queue)
{
	write_down('q');
	destroy_workqueue(queue);
}

DEFINE_OWN_ADOPTED(workqueue_own, struct workqueue_struct, workqueue_end);

static void what_was_adopted_ends_as_it_was_told(struct kunit *test)
{
	{
		/* SAFETY: alloc_workqueue() gives it to its caller. */
		own_auto(workqueue_own, queue,
			 own_unsafe_result(workqueue_own, alloc_workqueue("own", WQ_UNBOUND, 0)));
		/* SAFETY: there is none. */
		own_auto(workqueue_own, none, own_unsafe_result(workqueue_own, NULL));
		KUNIT_EXPECT_EQ(test, own_err(queue), 0);
		KUNIT_EXPECT_EQ(test, own_err(none), -ENOENT);
	}
	KUNIT_EXPECT_STREQ(test, ended, "q");
}

/* The steps of an end -------------------------------------------------------------------------- */

struct letter {
	struct list_head node;
	char name;
};

static void letter_end(struct letter *letter)
{
	alive--;
	write_down(letter->name);
}

DEFINE_OWN(letter_own, struct letter, OWN_KMALLOC, own_run(letter_end));
DEFINE_OWN_QUEUE(letter_queue, letter_own, struct letter, node);
DEFINE_OWN_TABLE(drawers, (drawer, letter_own));

static struct letter_own_result letter_new(char name)
{
	own_auto(letter_own, letter, own_alloc(letter_own, GFP_KERNEL));

	if (own_none(letter))
		return own_pass(letter);
	alive++;
	own_mut(letter)->name = name;
	return own_ok(letter);
}

/* One member of each kind. */
struct pile {
	struct letter_own_slot top;
	struct letter_queue rest;
};

struct cabinet {
	struct kref refs;
	struct letter_own_slot slot;
	struct letter_own_once once;
	struct letter_queue queue;
	struct drawers drawers;
	struct own_revocable deed;
	OWN_LOCKED(struct mutex, struct pile) pile;
};

DECLARE_OWN(cabinet_own, struct cabinet);
DEFINE_OWN_REF(cabinet_ref, cabinet_own, struct cabinet, refs);
DEFINE_OWN_REVOCABLE(cabinet_deed, cabinet_ref, struct cabinet, deed, letter_own, struct letter);

static void cabinet_end(struct cabinet *cabinet)
{
	alive--;
	write_down('!');
}

IMPLEMENT_OWN(cabinet_own, struct cabinet, OWN_KMALLOC,
	      own_run(cabinet_end),
	      own_member(cabinet_deed, deed),
	      own_locked_member(letter_queue, pile, rest),
	      own_locked_member(letter_own, pile, top),
	      own_member(drawers, drawers),
	      own_member(letter_queue, queue),
	      own_member(letter_own, once),
	      own_member(letter_own, slot));

static struct cabinet_own_result cabinet_new(void)
{
	own_auto(cabinet_own, cabinet, own_alloc(cabinet_own, GFP_KERNEL));

	if (own_none(cabinet))
		return own_pass(cabinet);
	alive++;
	return own_ok(cabinet);
}

/* Nothing in it has been set up but its memory: no lock, no list, no table, no SRCU. */
static void members_that_were_never_set_up_end_well(struct kunit *test)
{
	own_auto(cabinet_own, cabinet, cabinet_new());

	KUNIT_ASSERT_FALSE(test, own_none(cabinet));
	own_drop(cabinet_own, cabinet);
	KUNIT_EXPECT_STREQ(test, ended, "!");
}

static void members_that_are_empty_end_well(struct kunit *test)
{
	own_auto(cabinet_own, cabinet, cabinet_new());

	KUNIT_ASSERT_FALSE(test, own_none(cabinet));
	letter_queue_init(&own_mut(cabinet)->queue);
	drawers_init(&own_mut(cabinet)->drawers, 3, -EMFILE);
	own_locked_init(&own_mut(cabinet)->pile);
	letter_queue_init(&own_locked_mut(&own_mut(cabinet)->pile)->rest);
	own_drop(cabinet_own, cabinet);
	KUNIT_EXPECT_STREQ(test, ended, "!");
}

static int push_new(struct letter_queue *queue, char name)
{
	own_auto(letter_own, letter, letter_new(name));

	if (own_none(letter))
		return own_err(letter);
	letter_queue_push(queue, own_take(letter));
	return 0;
}

static int put_new(const struct drawers *drawers, char name)
{
	own_auto(letter_own, letter, letter_new(name));

	if (own_none(letter))
		return own_err(letter);
	own_table_reserve(drawers, place, drawers);
	if (own_none(place))
		return own_err(place);
	own_table_install(drawer, place, own_take(letter));
	return 0;
}

/* Each member has what its step is to drop: 'a' to 'i' in the order of the steps. */
static struct cabinet_own_result cabinet_full(void)
{
	int err;

	own_auto(cabinet_own, cabinet, cabinet_new());
	if (own_none(cabinet))
		return own_pass(cabinet);

	own_auto(letter_own, last, letter_new('i'));
	if (own_none(last))
		return own_fail(cabinet_own, own_err(last));
	letter_own_set(&own_mut(cabinet)->slot, own_take(last));

	own_auto(letter_own, once, letter_new('h'));
	if (own_none(once))
		return own_fail(cabinet_own, own_err(once));
	letter_own_set_once(&own_mut(cabinet)->once, own_take(once));

	letter_queue_init(&own_mut(cabinet)->queue);
	err = push_new(&own_mut(cabinet)->queue, 'f') ?: push_new(&own_mut(cabinet)->queue, 'g');
	if (err)
		return own_fail(cabinet_own, err);

	drawers_init(&own_mut(cabinet)->drawers, 3, -EMFILE);
	err = put_new(&own_use(cabinet)->drawers, 'd') ?: put_new(&own_use(cabinet)->drawers, 'e');
	if (err)
		return own_fail(cabinet_own, err);

	own_auto(letter_own, top, letter_new('c'));
	if (own_none(top))
		return own_fail(cabinet_own, own_err(top));
	letter_own_set(&own_locked_mut(&own_mut(cabinet)->pile)->top, own_take(top));
	letter_queue_init(&own_locked_mut(&own_mut(cabinet)->pile)->rest);
	err = push_new(&own_locked_mut(&own_mut(cabinet)->pile)->rest, 'b');
	if (err)
		return own_fail(cabinet_own, err);

	own_auto(letter_own, deed, letter_new('a'));
	if (own_none(deed))
		return own_fail(cabinet_own, own_err(deed));
	err = own_rest(deed, cabinet_deed_init(own_mut(cabinet), own_take(deed)));
	if (err)
		return own_fail(cabinet_own, err);
	return own_ok(cabinet);
}

static void the_steps_are_taken_in_their_order(struct kunit *test)
{
	own_auto(cabinet_own, cabinet, cabinet_full());

	KUNIT_ASSERT_FALSE(test, own_none(cabinet));
	KUNIT_EXPECT_EQ(test, alive, 10);
	own_drop(cabinet_own, cabinet);
	KUNIT_EXPECT_STREQ(test, ended, "!abcdefghi");
}

/* Let each allocation fail in turn; alloc_exit() and KASAN see what is left or used. */
static void half_made_objects_are_dropped(struct kunit *test)
{
	unsigned int n;

	fail_nth_or_skip(test);
	for (n = 1; n < 100; n++) {
		fail_nth(n);
		own_auto(cabinet_own, cabinet, cabinet_full());
		if (!fail_nth_came())
			break;
		/* Or the allocator had another way. */
		if (!own_none(cabinet))
			continue;
		KUNIT_EXPECT_EQ(test, own_err(cabinet), -ENOMEM);
		KUNIT_EXPECT_EQ(test, alive, 0);
	}
	/* Ten objects, and at least one for the table. */
	KUNIT_EXPECT_GT(test, n, 11);
	KUNIT_EXPECT_LT(test, n, 100);
}

/* What a lock guards may be nothing but a member that owns. */
struct mailbox {
	OWN_LOCKED(spinlock_t, struct letter_queue) letters;
	OWN_LOCKED(struct mutex, struct letter_own_slot) notice;
};

DEFINE_OWN(mailbox_own, struct mailbox, OWN_KMALLOC,
	   own_locked_member(letter_own, notice), own_locked_member(letter_queue, letters));

static void locked_data_may_be_what_owns(struct kunit *test)
{
	own_auto(mailbox_own, mailbox, own_alloc(mailbox_own, GFP_KERNEL));
	own_auto(letter_own, notice, letter_new('a'));

	KUNIT_ASSERT_FALSE(test, own_none(mailbox));
	KUNIT_ASSERT_FALSE(test, own_none(notice));
	letter_own_set(own_locked_mut(&own_mut(mailbox)->notice), own_take(notice));
	letter_queue_init(own_locked_mut(&own_mut(mailbox)->letters));
	KUNIT_ASSERT_EQ(test, push_new(own_locked_mut(&own_mut(mailbox)->letters), 'b'), 0);
	KUNIT_ASSERT_EQ(test, push_new(own_locked_mut(&own_mut(mailbox)->letters), 'c'), 0);
	own_drop(mailbox_own, mailbox);
	KUNIT_EXPECT_STREQ(test, ended, "abc");
}

/* A function sees what is ended behind it, and may change it; what is before it has gone. */
struct chest {
	struct letter_own_slot before, behind;
};

static void chest_is_seen(struct chest *chest)
{
	{
		own_peek(letter_own, before, &chest->before);
		write_down(own_none(before) ? '-' : '+');
	}
	{
		own_peek(letter_own, behind, &chest->behind);
		write_down(own_none(behind) ? '-' : '+');
	}
	own_auto(letter_own, letter, letter_new('c'));
	if (!own_none(letter))
		letter_own_set(&chest->behind, own_take(letter));
}

DEFINE_OWN(chest_own, struct chest, OWN_KMALLOC, own_member(letter_own, before),
	   own_run(chest_is_seen), own_member(letter_own, behind));

static void a_function_sees_what_is_behind_it(struct kunit *test)
{
	own_auto(chest_own, chest, own_alloc(chest_own, GFP_KERNEL));
	own_auto(letter_own, a, letter_new('a'));
	own_auto(letter_own, b, letter_new('b'));

	KUNIT_ASSERT_FALSE(test, own_none(chest));
	KUNIT_ASSERT_FALSE(test, own_none(a));
	KUNIT_ASSERT_FALSE(test, own_none(b));
	letter_own_set(&own_mut(chest)->before, own_take(a));
	letter_own_set(&own_mut(chest)->behind, own_take(b));
	own_drop(chest_own, chest);
	KUNIT_EXPECT_STREQ(test, ended, "a-+bc");
}

/* Parents and children ------------------------------------------------------------------------- */

struct folder;
DECLARE_OWN(folder_own, struct folder);
DECLARE_OWN_QUEUE(folder_queue, folder_own);

struct folder {
	struct list_head node;
	char name;
	struct folder_queue folders;
	struct letter_queue letters;
};

IMPLEMENT_OWN_QUEUE(folder_queue, folder_own, struct folder, node);

static void folder_end(struct folder *folder)
{
	alive--;
	write_down(folder->name);
}

IMPLEMENT_OWN(folder_own, struct folder, OWN_KMALLOC, own_member(letter_queue, letters),
	      own_member(folder_queue, folders), own_run(folder_end));

/* With one letter, whose name is the small one of its own. */
static struct folder_own_result folder_new(char name)
{
	int err;

	own_auto(folder_own, folder, own_alloc(folder_own, GFP_KERNEL));
	if (own_none(folder))
		return own_pass(folder);
	alive++;
	own_mut(folder)->name = name;
	folder_queue_init(&own_mut(folder)->folders);
	letter_queue_init(&own_mut(folder)->letters);
	err = push_new(&own_mut(folder)->letters, tolower(name));
	if (err)
		return own_fail(folder_own, err);
	return own_ok(folder);
}

/* A has B and D, B has C, D has E and F. */
static struct folder_own_result tree_new(void)
{
	own_auto(folder_own, a, folder_new('A'));
	own_auto(folder_own, b, folder_new('B'));
	own_auto(folder_own, c, folder_new('C'));
	own_auto(folder_own, d, folder_new('D'));
	own_auto(folder_own, e, folder_new('E'));
	own_auto(folder_own, f, folder_new('F'));

	if (own_none(a) || own_none(b) || own_none(c) || own_none(d) || own_none(e) || own_none(f))
		return own_fail(folder_own, -ENOMEM);
	folder_queue_push(&own_mut(b)->folders, own_take(c));
	folder_queue_push(&own_mut(d)->folders, own_take(e));
	folder_queue_push(&own_mut(d)->folders, own_take(f));
	folder_queue_push(&own_mut(a)->folders, own_take(b));
	folder_queue_push(&own_mut(a)->folders, own_take(d));
	return own_ok(a);
}

static void a_tree_is_dropped_from_its_leaves(struct kunit *test)
{
	own_auto(folder_own, tree, tree_new());

	KUNIT_ASSERT_FALSE(test, own_none(tree));
	KUNIT_EXPECT_EQ(test, alive, 12);
	own_drop(folder_own, tree);
	KUNIT_EXPECT_STREQ(test, ended, "abcCBdeEfFDA");
}

/* What was taken out has one owner, and its own children. */
static struct folder_own_result cut_off(struct folder *folder, char name)
{
	own_queue_for_each(folder_queue, each, &folder->folders) {
		if (own_use(each)->name != name)
			continue;
		own_auto(folder_own, found, own_take_out(folder_queue, each));
		return own_ok(found);
	}
	return own_fail(folder_own, -ENOENT);
}

static void a_branch_outlives_its_tree(struct kunit *test)
{
	own_auto(folder_own, tree, tree_new());

	KUNIT_ASSERT_FALSE(test, own_none(tree));
	own_auto(folder_own, branch, cut_off(own_mut(tree), 'D'));
	KUNIT_ASSERT_FALSE(test, own_none(branch));
	own_drop(folder_own, tree);
	KUNIT_EXPECT_STREQ(test, ended, "abcCBA");
	own_drop(folder_own, branch);
	KUNIT_EXPECT_STREQ(test, ended, "abcCBAdeEfFD");
}

/* Dropped recursively; 50 levels are nothing to a kernel stack. */
static void a_deep_tree(struct kunit *test)
{
	own_auto(folder_own, tree, folder_new('Z'));

	for (int i = 0; i < 50; i++) {
		own_auto(folder_own, parent, folder_new('Z'));

		KUNIT_ASSERT_FALSE(test, own_none(parent));
		KUNIT_ASSERT_FALSE(test, own_none(tree));
		folder_queue_push(&own_mut(parent)->folders, own_take(tree));
		own_refill(folder_own, tree, own_ok(parent));
	}
	KUNIT_EXPECT_EQ(test, alive, 2 * 51);
}

static struct kunit_case alloc_cases[] = {
	KUNIT_CASE(an_object_starts_zeroed),
	KUNIT_CASE(kmalloc_has_no_large_ones),
	KUNIT_CASE(kvmalloc_has),
	KUNIT_CASE(a_function_frees_what_it_is_for),
	KUNIT_CASE(a_cache_gets_its_objects_back),
	KUNIT_CASE(a_size_that_overflows_is_enomem),
	KUNIT_CASE(no_memory_is_enomem),
	KUNIT_CASE(where_nothing_may_sleep),
	KUNIT_CASE(what_was_adopted_ends_as_it_was_told),
	KUNIT_CASE(members_that_were_never_set_up_end_well),
	KUNIT_CASE(members_that_are_empty_end_well),
	KUNIT_CASE(the_steps_are_taken_in_their_order),
	KUNIT_CASE(half_made_objects_are_dropped),
	KUNIT_CASE(locked_data_may_be_what_owns),
	KUNIT_CASE(a_function_sees_what_is_behind_it),
	KUNIT_CASE(a_tree_is_dropped_from_its_leaves),
	KUNIT_CASE(a_branch_outlives_its_tree),
	KUNIT_CASE(a_deep_tree),
	{ }
};

static struct kunit_suite alloc_suite = {
	.name = "own_alloc",
	.init = alloc_init,
	.exit = alloc_exit,
	.test_cases = alloc_cases,
};

kunit_test_suite(alloc_suite);

MODULE_DESCRIPTION("Tests of own/alloc.h");
MODULE_LICENSE("GPL");
