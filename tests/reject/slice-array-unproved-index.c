// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an array is indexed by what came in
 * Rust: none (panics when it runs)
 * clang: warning: own: 'kind' is not proved to be less than ARRAY_SIZE\(names\); copy it to a local and test the local
 * gcc: error: own: 'kind' is not proved to be less than ARRAY_SIZE\(names\)
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

const char *name_of(unsigned int kind)
{
	static const char *const names[] = { "box", "parcel", "handle" };

#ifdef MENDED
	if (kind >= ARRAY_SIZE(names))
		return "unknown";
#endif
	return own_at(names, kind);	/* ERROR */
}
