// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an owner is declared without anything to own
 * Rust: E0381
 * gcc: error: macro "own_auto" requires 3 arguments, but only 2 given
 * gcc: error: 'own_auto' undeclared
 * clang context-analysis: error: too few arguments provided to function-like macro invocation
 * clang context-analysis: error: use of undeclared identifier 'own_auto'
 * coccinelle: silent: this is a matter of the language
 * sparse: warning: macro "own_auto" requires 3 arguments, but only 2 given
 * sparse: warning: undefined identifier 'own_auto'
 */
#include "../prelude.h"

void drop_one(struct box *box)
{
#ifdef MENDED
	own_auto(parcel_own, p, box_pop(box));
#else
	own_auto(parcel_own, p);	/* ERROR */
#endif
}
