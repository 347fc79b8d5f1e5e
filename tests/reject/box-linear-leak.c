// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a return between having an object and handing it on loses it
 * Rust: none (leaking is safe in Rust)
 * gcc: warning: own: the linear owner 'p' is not handed on on some path \(leak\); own_take\(\) or own_drop\(\) it before every return
 * clang@tell.h: warning: own: the linear owner 'p_declared_in_line_[0-9]+' is not handed on on some path \(leak\); own_take\(\) or own_drop\(\) it before every return
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 *
 * clang 22 names the line of DEFINE_OWN(), gcc the line of own_linear().
 */
#include "../prelude.h"

int send(size_t len)
{
	own_linear(parcel_own, p, parcel_new(len));	/* ERROR */
	int err;

	if (own_none(p))
		return own_err(p);
	err = parcel_setup(own_mut(p));
	if (err) {
#ifdef MENDED
		own_drop(parcel_own, p);
#endif
		return err;
	}
	parcel_send(own_take(p));
	return 0;
}
