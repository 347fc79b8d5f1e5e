// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct but rejected: a flag that is set in a loop says whether the object was handed on
 * Rust: E0382
 * gcc: warning: own: 'p' is taken or dropped here, but on some path it was taken or dropped before
 * clang: warning: own: 'p' is taken or dropped here, but on some path it was taken or dropped before
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 *
 * The compilers do not follow the flag round the loop, nor does Rust. Ask the owner.
 */
#include "../prelude.h"

int send_when_ready(size_t len, int rounds)
{
	bool sent = false;

	own_auto(parcel_own, p, parcel_new(len));
	if (own_none(p))
		return own_err(p);
	for (int i = 0; i < rounds; i++) {
#ifdef MENDED
		if (!own_none(p) && ready(i)) {
#else
		if (!sent && ready(i)) {
#endif
			parcel_send(own_take(p));	/* ERROR */
			sent = true;
		}
	}
	return sent ? 0 : -EAGAIN;
}
