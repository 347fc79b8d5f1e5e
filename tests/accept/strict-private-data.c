// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: private_data of a structure that is no file, below strict.h
 */
#include "../prelude.h"

#include <linux/shrinker.h>

struct cache {
	unsigned long unused;
};

#include <own/strict.h>

unsigned long cache_count(struct shrinker *shrinker, struct shrink_control *control)
{
	const struct cache *cache = shrinker->private_data;

	return cache->unused;
}
