// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a structure that points into a borrowed object is returned; the object is dropped
 * Rust: E0515
 * own-check: warning: own: a pointer that was had from 'p' is returned after that ended
 * gcc clang context-analysis coccinelle sparse: silent: the pointer is not followed
 */
#include "../prelude.h"

struct view {
	const u8 *at;
	size_t len;
};

#ifdef MENDED
struct view bytes(const struct parcel *parcel)
{
	return (struct view){ .at = parcel->data, .len = parcel->len };
}
#else
struct view bytes(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

	own_borrow(view, p);
	return (struct view){ .at = view->data, .len = view->len };	/* ERROR */
}
#endif
