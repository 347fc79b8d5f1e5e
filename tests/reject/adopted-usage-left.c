// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a device is woken by a function that counts even if it fails, and not put
 * Rust: none
 * gcc: error: attempt to use poisoned
 * clang context-analysis: error: attempt to use a poisoned identifier
 * coccinelle: silent: the compilers reject it
 * sparse: silent: it knows no poison
 */
#include "../prelude.h"
#include <own/adopted.h>
#include <own/strict.h>

int measure(struct device *device);

int measure_awake(struct device *device)
{
#ifdef MENDED
	own_auto(own_pm_usage, use, own_pm_resume(device));

	if (own_none(use))
		return own_err(use);
	return measure(own_mut(use));
#else
	int err = pm_runtime_get_sync(device);	/* ERROR */

	if (err < 0)
		return err;
	err = measure(device);
	pm_runtime_put(device);	/* ERROR */
	return err;
#endif
}
