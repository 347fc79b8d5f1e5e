// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the reference that of_parse_phandle() returned is lost; it was never made an owner (CVE-2026-46030)
 * Rust: E0308 (an ARef comes back)
 * gcc: error: attempt to use poisoned
 * clang context-analysis: error: attempt to use a poisoned identifier
 * coccinelle: silent: the compilers reject it
 * sparse: silent: it knows no poison
 */
#include "../prelude.h"
#include <linux/of.h>
#include <own/strict.h>

int probe(struct device_node *np)
{
#ifdef MENDED
	own_auto(own_of_node_ref, core, own_of_parse_phandle(np, "core", 0));

	if (own_none(core))
		return -EINVAL;
	return of_property_present(own_use(core), "disabled") ? -ENODEV : 0;
#else
	struct device_node *core = of_parse_phandle(np, "core", 0);	/* ERROR: gcc clang context-analysis */

	if (!core)
		return -EINVAL;
	return of_property_present(core, "disabled") ? -ENODEV : 0;
#endif
}
