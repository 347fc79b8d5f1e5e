// SPDX-License-Identifier: GPL-2.0-only
/*
 * Question: Plain C. What do gcc and a stock kernel say?
 * a: gcc warns: the note is used after it was freed.
 * b: gcc says nothing; running it is an oops.
 * c: gcc says nothing, and the stock kernel nothing either; KASAN would.
 * Answer: c
 * gcc: silent
 * own-check: warning: own: likely: an object is used after it was freed
 * stock: quiz: the tag is 7
 * kasan: BUG: KASAN: slab-use-after-free in discard
 *
 * Nothing tells gcc that kfree() ends an object. The memory is still there, and here it still
 * holds the tag: the test passes, until somebody else gets that memory in between.
 */
#include <linux/module.h>
#include <linux/slab.h>

struct note {
	u32 tag;
	char text[60];
};

static noinline u32 discard(struct note *note)
{
	kfree(note);
	return note->tag;	/* ERROR: own-check */
}

/* What follows runs it. */
static int __init quiz_init(void)
{
	struct note *note = kzalloc(sizeof(*note), GFP_KERNEL);

	if (!note)
		return -ENOMEM;
	note->tag = 7;
	pr_info("quiz: the tag is %u\n", discard(note));
	return 0;
}

static void __exit quiz_exit(void)
{
}

module_init(quiz_init);
module_exit(quiz_exit);
MODULE_DESCRIPTION("Used after it was freed");
MODULE_LICENSE("GPL");
