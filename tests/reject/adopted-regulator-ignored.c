// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: whether a regulator could be turned on is ignored
 * Rust: unused_must_use (a warning)
 * gcc clang: error: ignoring return value of type
 * context-analysis: silent: it is about locks and permissions
 * coccinelle: silent: the compilers say so
 * sparse: silent: it does not ask
 */
#include "../prelude.h"
#include <own/adopted.h>

int power(struct own_regulator supply)
{
#ifdef MENDED
	own_auto(own_regulator_enabled, on, own_regulator_enable(supply));

	return own_err(on);
#else
	own_regulator_enable(supply);	/* ERROR */
	return 0;
#endif
}
