// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the reason in a SAFETY: comment is wrong
 * Rust: none: an unsafe block is believed
 * gcc: silent: it looks away where it was told to
 * clang: silent: it looks away where it was told to
 * context-analysis: silent: it looks away where it was told to
 * coccinelle: silent: it looks away where it was told to
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int send_first(struct list_head *parcels)
{
	struct parcel *first = list_first_entry_or_null(parcels, struct parcel, node);

	if (!first)
		return -ENOENT;
#ifdef MENDED
	list_del(&first->node);
	/* SAFETY: it is in no list any more, and the list owned it. */
#else
	/* SAFETY: the list owned it. */
#endif
	own_auto(parcel_own, p, own_unsafe_from(parcel_own, first));

	parcel_send(own_take(p));
	return 0;
}
