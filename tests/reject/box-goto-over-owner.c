// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: goto jumps over the declaration of an owner, whose end then drops what nobody set
 * Rust: none (there is no goto)
 * gcc: error: jump skips variable initialization
 * clang context-analysis: error: cannot jump from this goto statement to its label
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int send(size_t len)
{
	int ret = -EINVAL;

	if (!len)
		goto out;	/* ERROR */
#ifdef MENDED
	{
		own_auto(parcel_own, p, parcel_new(len));

		if (own_none(p))
			return own_err(p);
		parcel_send(own_take(p));
		ret = 0;
	}
#else
	own_auto(parcel_own, p, parcel_new(len));
	if (own_none(p))
		return own_err(p);
	parcel_send(own_take(p));
	ret = 0;
#endif
out:
	return ret;
}
