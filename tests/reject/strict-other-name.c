// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: memory is freed below strict.h by a function that is not in its list
 * Rust: none (the kernel's function is unsafe to call)
 * gcc clang context-analysis: silent: the name is not poisoned
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/strict.h>

void drop_pages(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
#ifdef MENDED
	own_drop(parcel_own, p);
#else
	/* SAFETY: wrong, it is freed by another allocator. */
	free_pages_exact(own_unsafe_into(p), PAGE_SIZE);
#endif
}
