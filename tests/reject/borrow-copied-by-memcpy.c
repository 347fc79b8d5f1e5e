// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a pointer that was borrowed is copied by memcpy(), and the copy is used afterwards
 * Rust: E0505
 * gcc clang context-analysis: silent: they follow owners, not bytes
 * own-check: warning: own: a pointer that was had from 'p' is used after that ended
 * coccinelle: silent: it does not follow pointers, own-check does
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

struct label {
	const struct parcel *parcel;
	unsigned int number;
};

u32 send_labelled(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	struct label label = { own_use(p), 1 }, copy;

	memcpy(&copy, &label, sizeof(copy));
#ifdef MENDED
	u32 tag = copy.parcel->tag;

	parcel_send(own_take(p));
	return tag;
#else
	parcel_send(own_take(p));
	return copy.parcel->tag;	/* ERROR: own-check */
#endif
}
