// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a structure with a slot in it is assigned, and two owners drop one parcel
 * Rust: E0507
 * gcc: error: assignment of read-only location '\*to'|assignment of read-only
 * clang context-analysis: error: cannot assign to
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not ask for const members
 */
#include "../prelude.h"

void inherit(const struct box *from, const struct box *to)
{
	if (from == to)
		return;
#ifdef MENDED
	own_guard_pair(mutex, old, from, new, to, settings);
	new->capacity = old->capacity;
#else
	own_guard_pair(mutex, old, from, new, to, settings);
	*new = *old;	/* ERROR */
#endif
}
