// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is taken out of data that is locked for reading
 * Rust: E0596
 * gcc: error: passing argument 1 of 'parcel_own_take_from' discards 'const' qualifier
 * clang: error: passing .* to parameter of type 'struct parcel_own_slot \*' discards qualifiers
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: this is a matter of types
 * sparse: warning: incorrect type in argument 1 \(different modifiers\)
 */
#include "../prelude.h"

void clear_default(struct box *box)
{
#ifdef MENDED
	own_guard(rwsem_write, defaults, &box->defaults);
#else
	own_guard(rwsem_read, defaults, &box->defaults);
#endif
	own_auto(parcel_own, old, parcel_own_take_from(&defaults->spare));	/* ERROR */
}
