// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object that may not have been gathered is used
 * Rust: E0308 (a Result is not the value)
 * gcc: error: own: 'p' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * clang: error: own: 'p' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/user.h>

struct piece {
	__u64 address;
	__u64 length;
};

DEFINE_OWN_USER_ALLOC(parcel_own, data, len);

int send_from_user(struct own_user_reader *list, size_t length, u32 tag)
{
	own_auto(parcel_own, p, own_user_gather_alloc(parcel_own, list, struct piece, address,
						      length, length, GFP_KERNEL));

#ifdef MENDED
	if (own_none(p))
		return own_err(p);
#endif
	own_mut(p)->tag = tag;	/* ERROR */
	return 0;
}
