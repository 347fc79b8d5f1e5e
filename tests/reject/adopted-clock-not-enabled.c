// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a clock that was never enabled is used as one that runs
 * Rust: none (a Clk is either)
 * gcc: error: incompatible type for argument 1 of .watch.
 * clang context-analysis: error: passing 'struct own_clk' to parameter of incompatible type 'struct own_clk_enabled'
 * coccinelle: silent: the compilers reject it
 * sparse: warning: incorrect type in argument 1
 */
#include "../prelude.h"
#include <own/adopted.h>

int watch(struct own_clk_enabled running);

int probe(struct own_clk clk)
{
#ifdef MENDED
	own_auto(own_clk_enabled, running, own_clk_enable(clk));

	if (own_none(running))
		return own_err(running);
	int err = watch(own_take(running));
#else
	int err = watch(clk);	/* ERROR */
#endif

	return err;
}
