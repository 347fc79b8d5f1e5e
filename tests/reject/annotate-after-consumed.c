// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is used after a function of existing code took it over
 * Rust: E0382
 * gcc clang: silent: a raw pointer is not followed
 * context-analysis: warning: own: parcel_check\(\) is given the object of 'p', which was taken
 * own-check: silent: it follows what is lent, and this was given up
 * coccinelle: silent: it does not follow pointers
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

void parcel_post(struct parcel *parcel) __own_consumes(parcel);

int post(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	/* SAFETY: parcel_post() takes it over below, on the only path. */
	struct parcel *raw = own_unsafe_into(p);
	int err = 0;

	/* SAFETY: nobody else has it yet. */
	own_unsafe_permit(raw);
#ifdef MENDED
	err = parcel_check(raw);
#endif
	parcel_post(raw);
#ifndef MENDED
	err = parcel_check(raw);	/* ERROR: context-analysis */
#endif
	return err;
}
