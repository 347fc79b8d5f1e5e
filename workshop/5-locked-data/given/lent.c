// SPDX-License-Identifier: GPL-2.0-only
/* A borrow ends, its owner is dropped, and a copy of the pointer lives on. */
#include <linux/slab.h>

#include <own/box.h>

struct page_of_tally {
	unsigned long count;
};
DEFINE_OWN(page_own, struct page_of_tally, OWN_KMALLOC);

unsigned long page_count(void);
unsigned long page_count(void)
{
	const struct page_of_tally *kept;

	own_auto(page_own, page, own_alloc(page_own, GFP_KERNEL));
	if (own_none(page))
		return 0;
	{
		own_borrow(borrowed, page);
		kept = borrowed;
	}
	own_drop(page_own, page);
	return kept->count;
}
