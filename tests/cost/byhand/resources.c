// SPDX-License-Identifier: GPL-2.0-only
/*
 * What all depots share: caches of our own, so that what leaks has a name and an owner to charge,
 * and a workqueue of our own, so that the module can wait for the last callback.
 */
#include "parcel_internal.h"

struct kmem_cache *parcel_cache;
struct kmem_cache *box_cache;
struct workqueue_struct *parcel_workqueue;

int resources_init(void)
{
	const slab_flags_t flags = SLAB_ACCOUNT | SLAB_NO_MERGE;

	parcel_cache = kmem_cache_create("parcel_by_hand", sizeof(struct parcel), 0, flags, NULL);
	box_cache = kmem_cache_create("parcel_by_hand_box", sizeof(struct box), 0, flags, NULL);
	parcel_workqueue = alloc_workqueue("parcel_by_hand", WQ_UNBOUND, 0);
	if (parcel_cache && box_cache && parcel_workqueue)
		return 0;
	resources_exit();
	return -ENOMEM;
}

void resources_exit(void)
{
	if (parcel_workqueue)
		destroy_workqueue(parcel_workqueue);
	kmem_cache_destroy(box_cache);
	kmem_cache_destroy(parcel_cache);
}
