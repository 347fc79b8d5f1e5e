// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an error ladder jumps past the label that releases the object
 * Rust: none (leaking is safe in Rust)
 * gcc: warning: own: the linear owner 'p' is not handed on on some path \(leak\); own_take\(\) or own_drop\(\) it before every return
 * clang@tell.h: warning: own: the linear owner 'p_declared_in_line_[0-9]+' is not handed on on some path \(leak\); own_take\(\) or own_drop\(\) it before every return
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int setup(size_t len)
{
	own_linear(parcel_own, p, parcel_new(len));	/* ERROR */
	int err;

	if (own_none(p))
		return own_err(p);
	err = parcel_setup(own_mut(p));
	if (err)
		goto out_drop;
	err = parcel_check(own_use(p));
	if (err)
#ifdef MENDED
		goto out_drop;
#else
		goto out;
#endif
	parcel_send(own_take(p));
	return 0;
out_drop:
	own_drop(parcel_own, p);
#ifndef MENDED
out:
#endif
	return err;
}
