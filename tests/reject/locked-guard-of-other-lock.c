// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a mutex is taken by the guard of a spinlock
 * Rust: E0308
 * gcc: error: passing argument 1 of 'class_spinlock_constructor' from incompatible pointer type
 * clang: error: incompatible pointer types
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: this is a matter of types
 * sparse: warning: incorrect type in argument 1 \(different base types\)
 */
#include "../prelude.h"

void resize(struct box *box)
{
#ifdef MENDED
	own_guard(mutex, settings, &box->settings);
#else
	own_guard(spinlock, settings, &box->settings);	/* ERROR */
#endif

	settings->capacity = 0;
}
