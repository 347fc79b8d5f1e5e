// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct but rejected: a slot is filled while another one of its kind is looked at
 * Rust: none (two members can be borrowed apart)
 * gcc clang context-analysis: error: own: what parcel_own has is being looked at in this scope
 * coccinelle sparse: silent: it is correct
 */
#include "../prelude.h"

struct pair {
	struct parcel_own_slot first, second;
};

u32 fill_second(struct pair *pair, struct parcel_own parcel)
{
#ifdef MENDED
	parcel_own_set(&pair->second, parcel);
#endif
	own_peek(parcel_own, first, &pair->first);
#ifndef MENDED
	parcel_own_set(&pair->second, parcel);	/* ERROR */
#endif
	return own_none(first) ? 0 : own_use(first)->tag;
}
