// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a member that owns is overwritten, and what it held is lost
 * Rust: none (the old value is dropped in Rust; here it would be lost)
 * gcc: error: assignment of read-only member 'spare'
 * clang context-analysis: error: cannot assign to non-static data member 'spare' with const-qualified data member '__object'
 * coccinelle: silent: this is a matter of types
 * sparse: warning: incorrect type in assignment \(invalid types\)
 */
#include "../prelude.h"

void set_spare(struct box *box, struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	own_guard(mutex, settings, &box->settings);

#ifdef MENDED
	own_auto(parcel_own, old, parcel_own_swap(&settings->spare, own_take(p)));
#else
	settings->spare = own_take(p);	/* ERROR */
#endif
}
