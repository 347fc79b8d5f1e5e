// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a pointer to one of two objects is chosen, and both are handed on before its use
 * Rust: E0505
 * own-check: warning: own: a pointer that was had from 'a' is used after that ended
 * gcc clang context-analysis coccinelle sparse: silent: the pointer is not followed
 */
#include "../prelude.h"

u32 larger(struct parcel_own left, struct parcel_own right)
{
	own_auto(parcel_own, a, left);
	own_auto(parcel_own, b, right);
#ifdef MENDED
	u32 tag = own_use(a)->len > own_use(b)->len ? own_use(a)->tag : own_use(b)->tag;

	parcel_send(own_take(a));
	parcel_send(own_take(b));
	return tag;
#else
	const struct parcel *most = own_use(a)->len > own_use(b)->len ? own_use(a) : own_use(b);

	parcel_send(own_take(a));
	parcel_send(own_take(b));
	return most->tag;	/* ERROR */
#endif
}
