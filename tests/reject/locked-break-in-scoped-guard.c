// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: break inside own_scoped_guard() was to leave the loop around it
 * Rust: none (break leaves the loop)
 * clang: warning: own: 'break' in own_scoped_guard\(\) leaves the block and not a loop around it; leave the block by 'continue', a loop by own_guard\(\) or goto
 * gcc: error: own: 'break' in own_scoped_guard\(\) leaves the block and not a loop around it
 * context-analysis: silent: it does not prove
 * coccinelle: silent: the compilers know
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

int first_with_room(const struct box **boxes, unsigned int count, u32 bytes)
{
	unsigned int i;

	for (i = 0; i < count; i++) {
#ifdef MENDED
		own_guard(mutex, settings, &boxes[i]->settings);
		if (settings->capacity >= bytes)
			break;
#else
		own_scoped_guard(mutex, settings, &boxes[i]->settings) {	/* ERROR */
			if (settings->capacity >= bytes)
				break;
		}
#endif
	}
	return i < count ? i : -ENOSPC;
}
