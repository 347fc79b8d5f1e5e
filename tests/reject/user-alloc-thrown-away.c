// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is made of user memory and lost
 * Rust: none (unused_must_use; leaking is safe in Rust)
 * gcc clang: error: ignoring return value of type .struct parcel_own_result., declared with attribute .nodiscard.|ignoring return value of type 'parcel_own_result' declared with 'nodiscard' attribute
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/user.h>

DEFINE_OWN_USER_ALLOC(parcel_own, data, len);

int try_it(struct own_user_reader *from)
{
#ifdef MENDED
	own_auto(parcel_own, p, own_user_read_alloc(parcel_own, from, 65536, GFP_KERNEL));

	return own_err(p);
#else
	own_user_read_alloc(parcel_own, from, 65536, GFP_KERNEL);	/* ERROR */
	return 0;
#endif
}
