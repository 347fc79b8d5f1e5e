// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a case jumps over the declaration of an owner, whose end then drops what nobody set
 * Rust: none (there is no switch)
 * gcc: error: switch jumps over variable initialization
 * clang context-analysis: error: cannot jump from switch statement to this case label
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int act(int what, size_t len)
{
	int ret = 0;

	switch (what) {
	case 0:
#ifdef MENDED
	{
#else
		;
#endif
		own_auto(parcel_own, p, parcel_new(len));
		if (own_none(p))
			return own_err(p);
		parcel_send(own_take(p));
		break;
#ifdef MENDED
	}
#endif
	case 1:	/* ERROR */
		ret = -EINVAL;
	}
	return ret;
}
