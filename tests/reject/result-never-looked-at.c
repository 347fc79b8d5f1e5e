// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a result is kept in a variable that nothing asks
 * Rust: none (unused_variables warns)
 * gcc clang: warning: unused variable .level.
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/result.h>

DEFINE_OWN_RESULT(level_result, u32);

struct level_result level_of(const char *name);
void set_level(u32 level);

int probe(const char *name)
{
	own_result(level_result, level, level_of(name));	/* ERROR */

#ifdef MENDED
	return own_err(level);
#else
	return 0;
#endif
}
