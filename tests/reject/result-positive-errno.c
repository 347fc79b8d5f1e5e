// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a failure with an errno of the wrong sign
 * Rust: none (Error::from_errno() warns when it runs)
 * gcc clang context-analysis: error: static assertion failed.*own: a failure needs a negative errno
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: the assertion is left out for it
 */
#include "../prelude.h"
#include <own/result.h>

DEFINE_OWN_RESULT(level_result, u32);

struct level_result level_of(const char *name);
void set_level(u32 level);

struct level_result level_of_nothing(void)
{
#ifdef MENDED
	return own_fail(level_result, -EINVAL);
#else
	return own_fail(level_result, EINVAL);	/* ERROR */
#endif
}
