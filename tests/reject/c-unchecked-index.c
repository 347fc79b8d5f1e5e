// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an array is read at an index that came from outside
 * Rust: none (a panic at run time)
 * gcc: silent: any index is an index; slice.h knows a length
 * clang: silent: any index is an index; slice.h knows a length
 * context-analysis: silent: it is about locks and permissions
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

static const u16 sizes[8] = { 8, 16, 32, 64, 128, 256, 512, 1024 };

unsigned int size_of_class(unsigned int class)
{
#ifdef MENDED
	if (class >= ARRAY_SIZE(sizes))
		return 0;
	class = array_index_nospec(class, ARRAY_SIZE(sizes));
#endif
	return sizes[class];
}
