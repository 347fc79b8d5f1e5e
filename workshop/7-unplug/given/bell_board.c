// SPDX-License-Identifier: GPL-2.0-only
/* The board that the bell hangs on: a platform device, and nothing else. */
#include <linux/module.h>
#include <linux/platform_device.h>

static struct platform_device *board;

static int __init board_init(void)
{
	board = platform_device_register_simple("bell", PLATFORM_DEVID_NONE, NULL, 0);
	return PTR_ERR_OR_ZERO(board);
}
module_init(board_init);

static void __exit board_exit(void)
{
	platform_device_unregister(board);
}
module_exit(board_exit);

MODULE_DESCRIPTION("A device for lab 7");
MODULE_LICENSE("GPL");
