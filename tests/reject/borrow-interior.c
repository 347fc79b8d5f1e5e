// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a pointer into an object is used after the object was handed on
 * Rust: E0505
 * gcc: silent: a raw pointer is not followed; own_borrow() is
 * clang: silent: a raw pointer is not followed; own_borrow() is
 * context-analysis: silent: a pointer to a member is not followed
 * own-check: warning: own: a pointer that was had from 'p' is used after that ended
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int send(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
#ifdef MENDED
	unsigned char first = own_use(p)->data[0];

	parcel_send(own_take(p));
	return first;
#else
	const unsigned char *data = own_use(p)->data;

	parcel_send(own_take(p));
	return data[0];	/* ERROR */
#endif
}
