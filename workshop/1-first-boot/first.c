// SPDX-License-Identifier: GPL-2.0-only
#include <linux/module.h>

static int __init first_init(void)
{
	/* @skeleton */
	/* Say "first: hello" here. */
	/* @solution */
	pr_info("first: hello\n");
	/* @end */
	return 0;
}

/* @skeleton */
/* A function for the end is missing: it says "first: goodbye". */

/* @solution */
static void __exit first_exit(void)
{
	pr_info("first: goodbye\n");
}

/* @end */
module_init(first_init);
/* @solution */
module_exit(first_exit);
/* @end */
MODULE_DESCRIPTION("My first module");
MODULE_LICENSE("GPL");
