// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: what a shared object points to is changed without a lock
 * Rust: E0594
 * gcc clang context-analysis: silent: const is one level deep in C
 * coccinelle: silent: no rule looks for it
 * sparse: silent: const is one level deep in C
 * own-check: warning: own: what the object of 's' points to is changed here without a lock, and others may have a reference of it
 */
#include "../prelude.h"

struct limits {
	unsigned int parcels;
};

struct shop {
	struct kref refs;
#ifdef MENDED
	OWN_LOCKED(struct mutex, struct limits) limits;
#else
	struct limits *limits;
#endif
};
DEFINE_OWN(shop_own, struct shop, OWN_KMALLOC);
DEFINE_OWN_REF(shop_ref, shop_own, struct shop, refs);

void shop_close(struct shop_ref shop)
{
	own_auto(shop_ref, s, shop);
#ifdef MENDED
	own_guard(mutex, limits, &own_use(s)->limits);
	limits->parcels = 0;
#else
	own_use(s)->limits->parcels = 0;	/* ERROR */
#endif
}
