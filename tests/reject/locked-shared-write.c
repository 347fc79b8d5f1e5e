// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: data is changed under a lock that was taken for reading
 * Rust: E0594
 * gcc: error: assignment of member 'capacity' in read-only object
 * clang context-analysis: error: cannot assign to variable 'defaults' with const-qualified type
 * coccinelle: silent: this is a matter of types
 * sparse: warning: assignment to const expression
 */
#include "../prelude.h"

void resize(struct box *box, unsigned int capacity)
{
#ifdef MENDED
	own_guard(rwsem_write, defaults, &box->defaults);
#else
	own_guard(rwsem_read, defaults, &box->defaults);
#endif

	defaults->capacity = capacity;	/* ERROR */
}
