// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an owned argument is handed on twice without an owner in between
 * Rust: E0382
 * own-check: warning: own: the value in 'parcel' is used here, but on some path it was handed on before
 * gcc clang context-analysis coccinelle sparse: silent: the value is not followed
 */
#include "../prelude.h"

void both(struct parcel_own parcel, struct parcel_own other)
{
	parcel_send(parcel);
#ifdef MENDED
	parcel_send(other);
#else
	parcel_send(parcel);	/* ERROR */
#endif
}
