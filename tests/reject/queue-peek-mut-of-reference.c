// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object that others hold references to is changed because it is first in a queue
 * Rust: E0596
 * gcc: error: assignment of member 'id' in read-only object
 * clang context-analysis: error: read-only variable is not assignable
 * coccinelle: silent: this is a matter of types
 * sparse: warning: assignment to const expression
 */
#include "../prelude.h"

int renumber(struct box_list *list, unsigned int id)
{
	own_peek(box_list, first, list);
	if (own_none(first))
		return own_err(first);
#ifdef MENDED
	own_guard(mutex, settings, &own_use(first)->settings);
	settings->capacity = id;
#else
	own_mut(first)->id = id;	/* ERROR */
#endif
	return 0;
}
