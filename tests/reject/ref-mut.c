// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a shared object is changed as if nobody else could see it
 * Rust: E0596
 * gcc: error: 'struct box_ref_owner__needs_own_none_own_use_or_own_take' has no member named '__own_mut_needs_a_unique_owner'
 * clang context-analysis: error: no member named '__own_mut_needs_a_unique_owner' in 'struct box_ref_owner__needs_own_none_own_use_or_own_take'
 * coccinelle: silent: this is a matter of types
 * sparse: warning: no member '__own_mut_needs_a_unique_owner' in struct box_ref_owner__needs_own_none_own_use_or_own_take
 */
#include "../prelude.h"

int rename(unsigned int id)
{
	own_auto(box_ref, b, box_find(id));

	if (own_none(b))
		return own_err(b);
#ifdef MENDED
	own_borrow(box, b);
	own_guard(mutex, settings, &box->settings);
	settings->capacity = 1;
#else
	own_mut(b)->id = 1;	/* ERROR */
#endif
	return 0;
}
