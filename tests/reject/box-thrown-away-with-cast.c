// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an owned result is thrown away with a cast to void
 * Rust: none (it would be dropped)
 * gcc clang context-analysis: silent: the cast says that it is meant
 * coccinelle: silent: it looks for calls without the cast
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

void clear(const struct box *box)
{
#ifdef MENDED
	own_auto(parcel_own, p, box_pop(box));
#else
	(void)box_pop(box);
#endif
}
