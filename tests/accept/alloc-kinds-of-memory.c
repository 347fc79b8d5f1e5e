// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: objects from a cache and of either allocator, and an end with a step of its own
 */
#include "../prelude.h"

static struct kmem_cache *label_cache;

struct label {
	struct parcel_own_slot spare;
	char *text;
};

static void label_end(struct label *label)
{
	kfree(label->text);
}
DEFINE_OWN(label_own, struct label, OWN_CACHE(label_cache),
	   own_run(label_end), own_member(parcel_own, spare));

struct roll {
	struct label_own_slot first;
	size_t count;
	u32 tags[];
};
DEFINE_OWN(roll_own, struct roll, OWN_KVMALLOC, own_member(label_own, first));

struct roll_own_result roll_new(size_t count, gfp_t gfp)
{
	own_auto(roll_own, r, own_alloc_flex(roll_own, tags, count, gfp));
	own_auto(label_own, l, own_alloc(label_own, gfp));

	if (own_none(r))
		return own_pass(r);
	if (own_none(l))
		return own_fail(roll_own, own_err(l));
	own_mut(r)->count = count;
	label_own_set(&own_mut(r)->first, own_take(l));
	return own_ok(r);
}

int __init labels_init(void)
{
	label_cache = KMEM_CACHE(label, 0);
	return label_cache ? 0 : -ENOMEM;
}
