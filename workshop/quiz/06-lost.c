// SPDX-License-Identifier: GPL-2.0-only
/*
 * Question: The owner is a linear one. What does gcc say, if parcel_setup() may fail?
 * a: Nothing: at the return the parcel is freed, as with own_auto().
 * b: An error at the return.
 * c: A warning: the parcel is lost on one path. It compiles.
 * Answer: c
 * gcc: warning: own: the linear owner 'p' is not handed on on some path (leak); own_take() or own_drop() it before every return
 *
 * own_linear() frees nothing by itself: each path has to say what becomes of the parcel. A leak
 * cannot break memory, so it is a warning, at the line of own_linear(). Labs are built with -Werror.
 */
#include "../../tests/prelude.h"

int send(size_t len)
{
	own_linear(parcel_own, p, parcel_new(len));	/* ERROR */

	if (own_none(p))
		return own_err(p);
	if (parcel_setup(own_mut(p)))
		return -EINVAL;
	parcel_send(own_take(p));
	return 0;
}
