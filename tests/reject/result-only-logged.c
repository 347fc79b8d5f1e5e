// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the failure is logged, and then the value is used all the same
 * Rust: E0308 (a Result is not the value)
 * gcc: warning: own: the value of 'level' is used here, but on some path it is an errno, or was not tested with own_none\(\)
 * clang: warning: own: the value of 'level' is used here, but on some path it is an errno, or was not tested with own_none\(\)
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/result.h>

DEFINE_OWN_RESULT(level_result, u32);

struct level_result level_of(const char *name);
void set_level(u32 level);

int configure(const char *name)
{
	own_result(level_result, level, level_of(name));

	if (own_none(level)) {
		pr_warn("no level %s: %d\n", name, own_err(level));
#ifdef MENDED
		return own_err(level);
#endif
	}
	set_level(own_value(level));	/* ERROR */
	return 0;
}
