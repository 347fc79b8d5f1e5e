// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a result is kept under the type of another one
 * Rust: E0308
 * gcc: error: incompatible type for argument 1 of .__level_result_record.
 * clang context-analysis: error: passing 'struct port_result' to parameter of incompatible type 'struct level_result'
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: warning: incorrect type in argument 1 \(invalid types\)
 */
#include "../prelude.h"
#include <own/result.h>

DEFINE_OWN_RESULT(level_result, u32);

struct level_result level_of(const char *name);
void set_level(u32 level);

DEFINE_OWN_RESULT(port_result, u32);

struct port_result port_of(const char *name);

int configure(const char *name)
{
#ifdef MENDED
	own_result(port_result, port, port_of(name));
#else
	own_result(level_result, port, port_of(name));	/* ERROR */
#endif

	return own_err(port);
}
