// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct but rejected: a guard is declared directly behind a label
 * Rust: none (there are no labels of that kind)
 * gcc clang: silent: a label may stand before a declaration, as in C23
 * context-analysis own-check: silent: it is correct
 * coccinelle: silent: it is correct
 * sparse: warning: undefined identifier '_Static_assert'
 */
#include "../prelude.h"

size_t fill_of(const struct box *box, int kind)
{
	switch (kind) {
#ifdef MENDED
	case 1: {
		own_guard(spinlock, state, &box->state);
		return state->bytes;
	}
#else
	case 1:
		own_guard(spinlock, state, &box->state);	/* ERROR: sparse */
		return state->bytes;
#endif
	}
	return 0;
}
