// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a pointer that may be an ERR_PTR or NULL is used untested
 * Rust: E0308 (a Result is not the value)
 * gcc clang: error: own: the value of 'cfg' is used here, but on some path it is an errno
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/result.h>

DEFINE_OWN_RESULT_PTR(settings_found, struct box_settings);

struct box_settings *settings_find(unsigned int id);

unsigned int capacity_of(unsigned int id)
{
	own_result(settings_found, cfg, settings_found_from(settings_find(id)));

#ifdef MENDED
	if (own_none(cfg))
		return 0;
#endif
	return own_value(cfg)->capacity;	/* ERROR */
}
