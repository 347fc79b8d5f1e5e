// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is changed as if it were alone while a guard looks into it
 * Rust: E0502
 * gcc clang: error: own: 'b' is changed here while it is borrowed
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int setup(struct box_own box, unsigned int id)
{
	own_auto(box_own, b, box);

#ifdef MENDED
	own_mut(b)->id = id;
#endif
	own_guard(mutex, settings, &own_use(b)->settings);
#ifndef MENDED
	own_mut(b)->id = id;	/* ERROR */
#endif
	return settings->capacity;
}
