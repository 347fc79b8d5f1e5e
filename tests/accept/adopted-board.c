// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a device has a clock, a supply, a line and firmware while it is open
 */
#include "../prelude.h"
#include <own/adopted.h>
#include <own/strict.h>

struct board {
	struct own_clk_enabled_slot clk;
	struct own_regulator_enabled_slot supply;
	struct own_gpiod_slot reset;
	struct own_mm_ref_slot mm;
};
DEFINE_OWN(board_own, struct board, OWN_KMALLOC, own_member(own_gpiod, reset),
	   own_member(own_clk_enabled, clk), own_member(own_regulator_enabled, supply),
	   own_member(own_mm_ref, mm));

int load(struct own_bytes image);

static int board_power(struct board *board, struct device *device)
{
	own_auto(own_regulator, supply, own_regulator_get(device, "vdd"));
	own_auto(own_clk, clk, own_clk_get(device, "core"));

	if (own_none(supply))
		return own_err(supply);
	if (own_none(clk))
		return own_err(clk);
	own_auto(own_regulator_enabled, on, own_regulator_enable(own_take(supply)));
	if (own_none(on))
		return own_err(on);
	own_auto(own_clk_enabled, running, own_clk_enable(own_take(clk)));
	if (own_none(running))
		return own_err(running);
	own_regulator_enabled_set(&board->supply, own_take(on));
	own_clk_enabled_set(&board->clk, own_take(running));
	return 0;
}

int board_start(struct board *board, struct device *device)
{
	int err;

	own_auto(own_pm_usage, use, own_pm_resume(device));
	if (own_none(use))
		return own_err(use);
	err = board_power(board, device);
	if (err)
		return err;
	own_auto(own_gpiod, reset, own_gpiod_get(device, "reset", GPIOD_OUT_HIGH));
	if (own_none(reset))
		return own_err(reset);
	gpiod_set_value_cansleep(own_mut(reset), 0);
	own_gpiod_set(&board->reset, own_take(reset));
	own_auto(own_firmware, firmware, own_firmware_request("board.bin", device));
	if (own_none(firmware))
		return own_err(firmware);
	return load(own_firmware_bytes(own_use(firmware)));
}

int board_mm(struct board *board, struct task_struct *task)
{
	own_auto(own_mm_users_ref, users, own_task_mm(task));

	if (own_none(users))
		return own_err(users);
	own_mm_ref_set(&board->mm, own_mm_ref_get(own_use(users)));
	return 0;
}
