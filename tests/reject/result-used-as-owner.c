// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a result that holds a plain value is treated as an owner
 * Rust: E0599 (no such method)
 * gcc: error: .(const )?struct level_result_record. has no member named
 * clang context-analysis: error: no member named
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: warning: no member '__borrows' in struct level_result_record
 * sparse: warning: no member '__shared' in struct level_result_record
 * sparse: warning: no member '__object' in struct level_result_record
 * sparse: warning: cannot dereference this type
 */
#include "../prelude.h"
#include <own/result.h>

DEFINE_OWN_RESULT(level_result, u32);

struct level_result level_of(const char *name);
void set_level(u32 level);

int configure(const char *name)
{
	own_result(level_result, level, level_of(name));

	if (own_none(level))
		return own_err(level);
#ifdef MENDED
	set_level(own_value(level));
#else
	set_level(*own_use(level));	/* ERROR */
#endif
	return 0;
}
