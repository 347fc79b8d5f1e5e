// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object that others hold references to is changed through own_use()
 * Rust: E0594
 * gcc: error: increment of member 'id' in read-only object
 * clang context-analysis: error: read-only variable is not assignable
 * coccinelle: silent: this is a matter of types
 * sparse: warning: assignment to const expression
 */
#include "../prelude.h"

int rename(unsigned int id)
{
	own_auto(box_ref, b, box_find(id));

	if (own_none(b))
		return own_err(b);
#ifdef MENDED
	own_guard(mutex, settings, &own_use(b)->settings);
	settings->capacity++;
#else
	own_use(b)->id++;	/* ERROR */
#endif
	return 0;
}
