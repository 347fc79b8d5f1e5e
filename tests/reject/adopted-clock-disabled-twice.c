// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a clock is disabled on the path of an error, and again by its owner
 * Rust: none (Clk::disable_unprepare() is not checked)
 * gcc: error: attempt to use poisoned
 * clang context-analysis: error: attempt to use a poisoned identifier
 * coccinelle: silent: the compilers reject it
 * sparse: silent: it knows no poison
 */
#include "../prelude.h"
#include <own/adopted.h>
#include <own/strict.h>

int start(struct own_clk_enabled clk, unsigned long rate)
{
	own_auto(own_clk_enabled, running, clk);

	if (clk_get_rate(own_mut(running)) != rate) {
#ifndef MENDED
		clk_disable_unprepare(own_mut(running));	/* ERROR */
#endif
		return -EINVAL;
	}
	return 0;
}
