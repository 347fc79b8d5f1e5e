// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: what a slot has is taken out of it under a lock that is held for reading
 * Rust: E0596
 * gcc: error: passing argument 1 of 'parcel_own_taken_out' discards 'const' qualifier
 * clang: error: passing .* to parameter of type .* discards qualifiers
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: this is a matter of types
 * sparse: warning: incorrect type in argument 1 \(different modifiers\)
 */
#include "../prelude.h"

void send_usual(const struct box *box)
{
#ifdef MENDED
	own_guard(rwsem_write, defaults, &box->defaults);
#else
	own_guard(rwsem_read, defaults, &box->defaults);
#endif
	own_peek(parcel_own, usual, &defaults->spare);
	if (own_none(usual))
		return;
	parcel_send(own_take_out(parcel_own, usual));	/* ERROR */
}
