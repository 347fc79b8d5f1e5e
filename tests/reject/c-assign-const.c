// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a variable that is set once is set again
 * Rust: E0384
 * gcc: error: assignment of read-only variable 'limit'
 * clang context-analysis: error: cannot assign to variable 'limit' with const-qualified type
 * coccinelle: silent: this is a matter of the language
 * sparse: warning: assignment to const expression
 */
#include "../prelude.h"

unsigned int clamp_to(struct box *box, unsigned int wanted)
{
	const unsigned int limit = box->id;

#ifdef MENDED
	return wanted < limit ? wanted : limit;
#else
	if (wanted < limit)
		limit = wanted;	/* ERROR */
	return limit;
#endif
}
