// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the address of a buffer is read from a member of 32 bits
 * Rust: E0308
 * gcc clang context-analysis: error: static assertion failed.*own: .*address.*is not a u64
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: warning: static assertion failed: "own: .*address.*is not a u64
 */
#include "../prelude.h"
#include <own/user.h>

struct piece {
#ifdef MENDED
	__u64 address;
#else
	__u32 address;
#endif
	__u64 length;
};

DEFINE_OWN_USER_ALLOC(parcel_own, data, len);

struct parcel_own_result parcel_from_user(struct own_user_reader *list, size_t length)
{
	return own_user_gather_alloc(parcel_own, list, struct piece, address, length, length,	/* ERROR */
				     GFP_KERNEL);
}
