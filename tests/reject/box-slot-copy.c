// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: what a member owns is read out, so that there are two owners
 * Rust: E0507
 * gcc: error: '_Generic' selector of type 'struct parcel_own_slot' is not compatible with any association
 * clang context-analysis: error: controlling expression type 'struct parcel_own_slot' not compatible with any generic association type
 * coccinelle: silent: this is a matter of types
 * sparse: warning: no generic selection for 'struct parcel_own_slot spare'
 * sparse: warning: invalid initializer
 */
#include "../prelude.h"

int use_spare(struct box *box)
{
	own_guard(mutex, settings, &box->settings);
#ifdef MENDED
	own_auto(parcel_own, p, parcel_own_take_from(&settings->spare));
#else
	own_auto(parcel_own, p, settings->spare);	/* ERROR */
#endif

	return own_err(p);
}
