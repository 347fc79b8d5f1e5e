// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is borrowed before it was tested
 * Rust: Option unchecked
 * gcc: error: own: 'b' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * clang: error: own: 'b' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

void wake(unsigned int id)
{
	own_auto(box_ref, b, box_find(id));

#ifdef MENDED
	if (own_none(b))
		return;
#endif
	own_borrow(box, b);	/* ERROR */
	wake_up(own_shared(&box->readers));
}
