// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a raw pointer is passed where an owner must be handed on
 * Rust: E0308
 * gcc: error: incompatible type for argument 1 of 'parcel_send'
 * clang context-analysis: error: passing 'struct parcel \*' to parameter of incompatible type 'struct parcel_own'
 * coccinelle: silent: this is a matter of types
 * sparse: warning: incorrect type in argument 1 \(invalid types\)
 */
#include "../prelude.h"

int send(size_t len)
{
	own_auto(parcel_own, p, parcel_new(len));

	if (own_none(p))
		return own_err(p);
#ifdef MENDED
	parcel_send(own_take(p));
#else
	parcel_send(own_mut(p));	/* ERROR */
#endif
	return 0;
}
