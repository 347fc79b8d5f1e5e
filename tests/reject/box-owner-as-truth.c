// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an owner is tested as a pointer is
 * Rust: E0308
 * gcc: error: wrong type argument to unary exclamation mark
 * gcc: error: used struct type value where scalar is required
 * clang context-analysis: error: invalid argument type 'struct parcel_own_owner__needs_own_none_own_use_or_own_take'
 * clang context-analysis: error: statement requires expression of scalar type \('struct parcel_own_owner__needs_own_none_own_use_or_own_take'
 * coccinelle: silent: this is a matter of types
 * sparse: warning: non-scalar type in conditional
 *
 * gcc does not print the type of what it refuses here: ask own_none() instead.
 */
#include "../prelude.h"

int send(size_t len)
{
	own_auto(parcel_own, p, parcel_new(len));

#ifdef MENDED
	if (own_none(p))
		return own_err(p);
	return 0;
#else
	if (!p)		/* ERROR: gcc clang context-analysis */
		return -ENOMEM;
	if (p)		/* ERROR */
		parcel_send(own_take(p));
	return 0;
#endif
}
