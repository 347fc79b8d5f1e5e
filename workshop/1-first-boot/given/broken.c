// SPDX-License-Identifier: GPL-2.0-only
/*
 * A module with a bug, to read an oops by: it is not yours to mend.
 */
#include <linux/module.h>

struct thing {
	char name[64];
	int weight;
};

static struct thing *found;

static noinline int weigh(const struct thing *thing)
{
	return READ_ONCE(thing->weight);
}

static int __init broken_init(void)
{
	pr_info("weight %d\n", weigh(READ_ONCE(found)));
	return 0;
}

static void __exit broken_exit(void)
{
}

module_init(broken_init);
module_exit(broken_exit);
MODULE_DESCRIPTION("Follows a pointer that was never set");
MODULE_LICENSE("GPL");
