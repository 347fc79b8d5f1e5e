// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct but rejected: a condition decides whether the object is handed on before or behind a locked part
 * Rust: none (it compiles)
 * gcc: warning: own: 'p' is taken or dropped here, but on some path it was taken or dropped before
 * gcc/stock: silent: it joins the two conditions; on a kernel with KASAN it does not
 * clang: silent: it joins the two conditions
 * context-analysis: silent: it does not prove
 * coccinelle: silent: it is correct
 * sparse: silent: it is correct
 */
#include "../prelude.h"

int publish(const struct box *box, struct parcel_own parcel, bool early)
{
	own_auto(parcel_own, p, parcel);

	if (early)
		parcel_send(own_take(p));
	own_scoped_guard(spinlock, state, &box->state) {
		if (state->dead)
			return -EPIPE;
		state->bytes++;
	}
#ifdef MENDED
	if (own_none(p))
#else
	if (early)
#endif
		return 0;
	return own_rest(p, box_push(box, own_take(p)));	/* ERROR */
}
