// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: data is locked by a kind of guard that the library does not know
 * Rust: none
 * gcc: error: static assertion failed: "own: raw_spinlock_nested is not in the list of guards in own/locked.h"
 * clang context-analysis: error: static assertion failed.* own: raw_spinlock_nested is not in the list of guards
 * coccinelle: silent: the compilers know
 * sparse: warning: static assertion failed: "own: raw_spinlock_nested is not in the list of guards in own/locked\.h"
 */
#include "../prelude.h"

struct line {
	OWN_LOCKED(raw_spinlock_t, u32) pending;
};

void line_interrupt(struct line *line, u32 bits)
{
#ifdef MENDED
	own_guard(raw_spinlock, pending, &line->pending);
#else
	own_guard(raw_spinlock_nested, pending, &line->pending);	/* ERROR */
#endif

	*pending |= bits;
}
