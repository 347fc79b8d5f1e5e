// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object that is dying is used because the lookup was not tested
 * Rust: Option unchecked
 * gcc: error: own: 'b' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * clang: error: own: 'b' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int wake_first(struct box *candidate)
{
	own_auto(box_ref, b, box_ref_get_unless_zero(candidate));

#ifdef MENDED
	if (own_none(b))
		return own_err(b);
#endif
	wake_up(own_shared(&own_use(b)->readers));	/* ERROR */
	return 0;
}
