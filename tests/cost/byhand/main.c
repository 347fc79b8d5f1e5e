// SPDX-License-Identifier: GPL-2.0-only
/*
 * The module; the device, which can be unbound at any time; and its node.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/sizes.h>

#include "parcel_internal.h"

unsigned int max_boxes = 16384;
module_param(max_boxes, uint, 0644);
MODULE_PARM_DESC(max_boxes, "boxes at the same time");

unsigned long max_bytes = 4UL * SZ_1G;
module_param(max_bytes, ulong, 0644);
MODULE_PARM_DESC(max_bytes, "what the capacities of all boxes come to, in bytes");

unsigned int max_handles = 1024;
module_param(max_handles, uint, 0644);
MODULE_PARM_DESC(max_handles, "handles in one open file");

unsigned long share_limits[SHARES] = {
	[SHARE_BOXES] = 1024,
	[SHARE_BYTES] = SZ_512M,
	[SHARE_FILES] = 1024,
	[SHARE_DEADLINES] = PARCEL_MAX_BOX_PARCELS,
};
module_param_named(max_boxes_per_user, share_limits[SHARE_BOXES], ulong, 0644);
MODULE_PARM_DESC(max_boxes_per_user, "boxes of one user at the same time");
module_param_named(max_bytes_per_user, share_limits[SHARE_BYTES], ulong, 0644);
MODULE_PARM_DESC(max_bytes_per_user, "capacities of a user's boxes and parcels taken, in bytes");
module_param_named(max_files_per_user, share_limits[SHARE_FILES], ulong, 0644);
MODULE_PARM_DESC(max_files_per_user, "files that one user has open at the same time");
module_param_named(max_deadlines_per_user, share_limits[SHARE_DEADLINES], ulong, 0644);
MODULE_PARM_DESC(max_deadlines_per_user, "parcels with a deadline of one user at the same time");

static int depot_begin(struct depot *depot, struct device *parent)
{
	static const struct parcel_create request = {
		.name = PARCEL_DEFAULT_NAME,
		.mode = PARCEL_MODE_MASK,
	};
	struct opener *us __free(opener_put) = opener_new(depot, current_cred());
	int err;

	if (IS_ERR(us))
		return PTR_ERR(us);

	/* The name keeps it, and nobody can unlink it. */
	struct seat *seat __free(seat_free) = depot_create(depot, us, &request);

	if (IS_ERR(seat))
		return PTR_ERR(seat);
	depot->misc = (struct miscdevice){
		.minor = MISC_DYNAMIC_MINOR,
		.name = KBUILD_MODNAME,
		.mode = 0666,
		.fops = &parcel_fops,
		.parent = parent,
	};
	/* From here on it may be opened. */
	err = misc_register(&depot->misc);
	if (err)
		depot_revoke(depot);
	return err;
}

static int parcel_probe(struct platform_device *pdev)
{
	struct depot *depot = depot_new();
	int err;

	if (!depot)
		return -ENOMEM;
	platform_set_drvdata(pdev, depot);
	err = depot_begin(depot, &pdev->dev);
	if (err)
		depot_put(depot);
	return err;
}

/* Files may be open. They keep the depot, and find it gone. */
static void parcel_remove(struct platform_device *pdev)
{
	struct depot *depot = platform_get_drvdata(pdev);

	misc_deregister(&depot->misc);
	depot_revoke(depot);
	depot_put(depot);
}

static struct platform_driver parcel_driver = {
	.probe = parcel_probe,
	.remove = parcel_remove,
	.driver = {
		.name = KBUILD_MODNAME,
	},
};

static struct platform_device *parcel_device;

static int __init parcel_init(void)
{
	int err;

	err = resources_init();
	if (err)
		return err;
	err = platform_driver_register(&parcel_driver);
	if (err)
		goto out_resources;
	parcel_device = platform_device_register_simple(KBUILD_MODNAME, PLATFORM_DEVID_NONE,
							NULL, 0);
	if (IS_ERR(parcel_device)) {
		err = PTR_ERR(parcel_device);
		goto out_driver;
	}
	return 0;

out_driver:
	platform_driver_unregister(&parcel_driver);
out_resources:
	resources_exit();
	return err;
}
module_init(parcel_init);

static void __exit parcel_exit(void)
{
	platform_device_unregister(parcel_device);
	platform_driver_unregister(&parcel_driver);
	resources_exit();
}
module_exit(parcel_exit);

MODULE_DESCRIPTION("Processes pass parcels through boxes; the driver that own is measured by");
MODULE_LICENSE("GPL");
