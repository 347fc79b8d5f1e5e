// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct but rejected: an owner that may be empty in a loop, and an early return that hands on an owner from outside
 * Rust: none (it compiles)
 * gcc: silent: it joins the conditions
 * clang: warning: own: 'first' is taken or dropped here, but on some path it was taken or dropped before
 * clang@tell.h: warning: own: the linear owner 'first_declared_in_line_[0-9]+' is not handed on on some path \(leak\); own_take\(\) or own_drop\(\) it before every return
 * context-analysis: silent: it does not prove
 * coccinelle: silent: it is correct
 * sparse: silent: it is correct
 */
#include "../prelude.h"

int pump(int sum)
{
	own_linear(parcel_own, first, parcel_new(1));

	if (own_none(first))
		return own_err(first);
	while (ready(sum)) {
#ifdef MENDED
		{
			own_auto(parcel_own, scratch, parcel_new(2));

			if (!own_none(scratch))
				own_mut(scratch)->tag = 1;
		}
#else
		own_auto(parcel_own, scratch, parcel_new(2));

		if (!own_none(scratch))
			own_mut(scratch)->tag = 1;
#endif
		own_linear(parcel_own, next, parcel_new(3));
		if (own_none(next)) {
			parcel_send(own_take(first));	/* ERROR: clang */
			return -ENOMEM;
		}
		parcel_send(own_take(next));
	}
	own_drop(parcel_own, first);	/* ERROR: clang */
	return 0;
}
