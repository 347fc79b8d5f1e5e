// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the object of an owner is freed by hand, and then once more by the owner
 * Rust: E0382
 * gcc: error: passing argument 1 of 'parcel_free' discards 'const' qualifier
 * clang: error: passing .*'const struct parcel \*'\)? to parameter of type 'struct parcel \*' discards qualifiers
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: no rule looks for it
 * sparse: warning: incorrect type in argument 1 \(different modifiers\)
 * own-check: warning: own: the object of 'p' is freed by hand here, and its owner will drop it again
 */
#include "../prelude.h"

int discard(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));

	if (own_none(p))
		return own_err(p);
#ifdef MENDED
	own_drop(parcel_own, p);
#else
	parcel_free(own_use(p));	/* ERROR */
#endif
	return 0;
}
