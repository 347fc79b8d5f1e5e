// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a pointer comes out of a block at whose end the object was dropped
 * Rust: E0716
 * own-check: warning: own: a pointer that was had from 'p' is used after that ended
 * gcc clang context-analysis coccinelle sparse: silent: the pointer is not followed
 */
#include "../prelude.h"

u32 tag_of_new(const struct box *box)
{
#ifdef MENDED
	own_auto(parcel_own, p, box_pop(box));

	return own_none(p) ? 0 : own_use(p)->tag;
#else
	const struct parcel *first = ({
		own_auto(parcel_own, p, box_pop(box));
		own_none(p) ? NULL : own_use(p);
	});

	return first ? first->tag : 0;	/* ERROR */
#endif
}
