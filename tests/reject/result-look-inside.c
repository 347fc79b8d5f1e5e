// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the value in a result is reached behind its back
 * Rust: E0616 (a field is private)
 * gcc: error: .__value. is unavailable: own: private
 * clang context-analysis: error: '__value' is unavailable: own: private
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 * tokens: warning: own: __value is private to the library; reach it through the macros
 */
#include "../prelude.h"
#include <own/result.h>

DEFINE_OWN_RESULT(level_result, u32);

struct level_result level_of(const char *name);
void set_level(u32 level);

int configure(const char *name)
{
#ifdef MENDED
	own_result(level_result, level, level_of(name));

	if (own_none(level))
		return own_err(level);
	set_level(own_value(level));
#else
	set_level(level_of(name).__value);	/* ERROR */
#endif
	return 0;
}
