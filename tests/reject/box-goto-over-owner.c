// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct but rejected: a goto jumps over the declaration of an owner to a label behind it
 * Rust: none (there is no goto)
 * gcc: silent: gcc 12 compiles it, and so, if the label uses the owner, does not report it
 * clang context-analysis: error: cannot jump from this goto statement to its label
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it compiles it
 *
 * clang is right in general: the owner would be dropped at the end of its scope,
 * never having been set.
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
