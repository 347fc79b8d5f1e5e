// SPDX-License-Identifier: GPL-2.0-only
/*
 * Caches of our own: what is charged to whom, and a name for what leaks.
 */
#include <linux/slab.h>

#include "parcel_internal.h"

struct kmem_cache *parcel_cache;
struct kmem_cache *box_cache;

int memory_init(void)
{
	parcel_cache = kmem_cache_create("parcel", sizeof(struct parcel), 0, SLAB_ACCOUNT, NULL);
	if (!parcel_cache)
		return -ENOMEM;
	box_cache = kmem_cache_create("parcel_box", sizeof(struct box), 0, SLAB_ACCOUNT, NULL);
	if (!box_cache) {
		kmem_cache_destroy(parcel_cache);
		return -ENOMEM;
	}
	return 0;
}

/* The kernel reports by name what remains in a cache that is destroyed. */
void memory_exit(void)
{
	kmem_cache_destroy(box_cache);
	kmem_cache_destroy(parcel_cache);
}
