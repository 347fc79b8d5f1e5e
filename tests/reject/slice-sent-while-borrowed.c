// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is handed on while a slice of its bytes is in use
 * Rust: E0505
 * gcc clang: error: own: 'p' is taken or dropped here while it is borrowed
 * context-analysis: silent: it follows pointers, not owners
 * own-check: warning: own: a pointer that was had from 'p' is passed on after that ended
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

void print(struct own_bytes text);

void print_and_send(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

#ifdef MENDED
	{
		own_slice_borrow(own_bytes, text, p, data, len);

		print(text);
	}
	parcel_send(own_take(p));
#else
	own_slice_borrow(own_bytes, text, p, data, len);

	parcel_send(own_take(p));	/* ERROR: gcc clang */
	print(text);	/* ERROR: own-check */
#endif
}
