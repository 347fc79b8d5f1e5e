// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a local variable is read before it is set
 * Rust: E0381
 * gcc: warning: 'len' is used uninitialized
 * clang: warning: variable 'len' is uninitialized when used here
 * context-analysis: silent: it is about locks and permissions
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

size_t room(struct box *box)
{
#ifdef MENDED
	size_t len = 0;
#else
	size_t len;
#endif

	return PAGE_SIZE - len - box->id;	/* ERROR */
}
