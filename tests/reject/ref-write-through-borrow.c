// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object that others hold references to is changed through a borrow
 * Rust: E0594
 * gcc: error: assignment of member 'id' in read-only object
 * clang context-analysis: error: cannot assign to variable 'box' with const-qualified type
 * coccinelle: silent: this is a matter of types
 * sparse: warning: assignment to const expression
 */
#include "../prelude.h"

int rename(unsigned int id, unsigned int to)
{
	own_auto(box_ref, b, box_find(id));

	if (own_none(b))
		return own_err(b);
	own_borrow(box, b);
#ifdef MENDED
	own_guard(mutex, settings, &box->settings);
	settings->capacity = to;
#else
	box->id = to;	/* ERROR */
#endif
	return 0;
}
