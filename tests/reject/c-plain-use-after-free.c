// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: plain C: an object is used after it was freed
 * Rust: E0382
 * gcc: silent: nothing tells it that kfree() ends the object
 * clang: silent: it does not follow pointers
 * context-analysis: silent: kfree() has no contract
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 * own-check: warning: own: likely: an object is used after it was freed
 *
 * This is the mistake that box.h is for.
 */
#include "../prelude.h"

u32 discard(struct parcel *parcel)
{
#ifdef MENDED
	u32 tag = parcel->tag;

	kfree(parcel);
	return tag;
#else
	kfree(parcel);
	return parcel->tag;	/* ERROR */
#endif
}
