// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function that can fail is called, and what it says is not kept
 * Rust: none (unused_must_use warns)
 * gcc clang: error: ignoring return value of type .struct level_result., declared with attribute .nodiscard.|ignoring return value of type 'level_result' declared with 'nodiscard' attribute
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
#ifdef MENDED
	own_result(level_result, level, level_of(name));

	return own_err(level);
#else
	level_of(name);	/* ERROR */
	return 0;
#endif
}
