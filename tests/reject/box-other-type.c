// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an owner of one type is handed to a function that takes another
 * Rust: E0308
 * gcc: error: incompatible type for argument 1 of 'parcel_send'
 * clang context-analysis: error: passing .*'struct box_own'\)? to parameter of incompatible type 'struct parcel_own'
 * coccinelle: silent: this is a matter of types
 * sparse: warning: incorrect type in argument 1 \(invalid types\)
 */
#include "../prelude.h"

void send(struct box_own box, struct parcel_own parcel)
{
	own_auto(box_own, b, box);
	own_auto(parcel_own, p, parcel);

#ifdef MENDED
	parcel_send(own_take(p));
#else
	parcel_send(own_take(b));	/* ERROR */
#endif
}
