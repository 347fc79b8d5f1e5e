// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a driver names what is private to the library
 * Rust: E0616
 * gcc: silent: it is a macro like another
 * clang: silent: it is a macro like another
 * context-analysis: silent: it is a macro like another
 * coccinelle: silent: it is a macro like another
 * sparse: silent: it is a macro like another
 * tokens: warning: own: __(own_take|parcel_own_value) is private
 */
#include "../prelude.h"

int send(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
#ifdef MENDED
	parcel_send(own_take(p));
#else
	parcel_send(__parcel_own_value(__own_take(p)));	/* ERROR */
#endif
	return 0;
}
