// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a result is taken for the number in it
 * Rust: E0308
 * gcc: error: incompatible type for argument 1 of .set_level.
 * clang context-analysis: error: passing 'struct level_result' to parameter of incompatible type 'u32'
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: warning: incorrect type in argument 1 \(different base types\)
 */
#include "../prelude.h"
#include <own/result.h>

DEFINE_OWN_RESULT(level_result, u32);

struct level_result level_of(const char *name);
void set_level(u32 level);

void configure(const char *name)
{
#ifdef MENDED
	own_result(level_result, level, level_of(name));

	if (!own_none(level))
		set_level(own_value(level));
#else
	set_level(level_of(name));	/* ERROR */
#endif
}
