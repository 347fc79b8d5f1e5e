// SPDX-License-Identifier: GPL-2.0-only
/* What adopted objects cost: what the same costs by hand. */
#include <own/adopted.h>
#include "cost.h"

/* The rate of a clock, which has to run for that. */

static long COST(rate_plain)(struct device *device)
{
	struct clk *clk = clk_get(device, "core");
	long rate;
	int err;

	if (IS_ERR(clk))
		return PTR_ERR(clk);
	if (!clk)
		return -ENOENT;
	err = clk_prepare_enable(clk);
	if (err) {
		clk_put(clk);
		return err;
	}
	rate = clk_get_rate(clk);
	clk_disable_unprepare(clk);
	clk_put(clk);
	return rate;
}

/*
 * cost: rate: gcc -1, clang +4: clang keeps the errno as a pointer, and asks on each failing path
 * whether it is one.
 */
static long COST(rate_own)(struct device *device)
{
	own_auto(own_clk, clk, own_clk_get(device, "core"));

	if (own_none(clk))
		return own_err(clk);
	own_auto(own_clk_enabled, running, own_clk_enable(own_take(clk)));
	if (own_none(running))
		return own_err(running);
	return clk_get_rate(own_mut(running));
}

/* Something that needs the device awake. */

int measure(struct device *device);

static int COST(awake_plain)(struct device *device)
{
	int err = pm_runtime_resume_and_get(device);

	if (err)
		return err;
	err = measure(device);
	pm_runtime_put(device);
	return err;
}

/*
 * cost: awake: gcc 0, clang +9: as in rate, behind the count that pm_runtime_resume_and_get()
 * gives back.
 */
static int COST(awake_own)(struct device *device)
{
	own_auto(own_pm_usage, use, own_pm_resume(device));

	if (own_none(use))
		return own_err(use);
	return measure(own_mut(use));
}
