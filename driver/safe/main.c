// SPDX-License-Identifier: GPL-2.0-only
/*
 * The module; the device, which can be unbound at any time; and its node.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/sizes.h>
#include <own/device.h>

#include "parcel_internal.h"

DEFINE_OWN_DRVDATA(depot_data, depot_ref, struct depot);

#include <own/strict.h>

unsigned int max_boxes = 16384;
EXPORT_SYMBOL_IF_KUNIT(max_boxes);
module_param(max_boxes, uint, 0644);
MODULE_PARM_DESC(max_boxes, "boxes at the same time");

unsigned long max_bytes = 4UL * SZ_1G;
EXPORT_SYMBOL_IF_KUNIT(max_bytes);
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
EXPORT_SYMBOL_IF_KUNIT(share_limits);
module_param_named(max_boxes_per_user, share_limits[SHARE_BOXES], ulong, 0644);
MODULE_PARM_DESC(max_boxes_per_user, "boxes of one user at the same time");
module_param_named(max_bytes_per_user, share_limits[SHARE_BYTES], ulong, 0644);
MODULE_PARM_DESC(max_bytes_per_user, "capacities of a user's boxes and parcels taken, in bytes");
module_param_named(max_files_per_user, share_limits[SHARE_FILES], ulong, 0644);
MODULE_PARM_DESC(max_files_per_user, "files that one user has open at the same time");
module_param_named(max_deadlines_per_user, share_limits[SHARE_DEADLINES], ulong, 0644);
MODULE_PARM_DESC(max_deadlines_per_user, "parcels with a deadline of one user at the same time");

static int parcel_probe(struct platform_device *pdev)
{
	static const struct parcel_create request = {
		.name = PARCEL_DEFAULT_NAME,
		.mode = PARCEL_MODE_MASK,
	};
	own_auto(depot_ref, d, depot_new());
	int err;

	if (own_none(d))
		return own_err(d);
	/* Before there is a box: its name keeps it, and it keeps the depot, until revoke. */
	err = depot_data_set(&pdev->dev, depot_ref_get(own_use(d)));
	if (err)
		return err;
	own_auto(opener_ref, us, opener_new(own_use(d), current_cred()));
	if (own_none(us))
		return own_err(us);
	/* The name keeps it, and nobody can unlink it. */
	own_auto(seat_own, seat, depot_create(own_use(d), own_use(us), &request));
	if (own_none(seat))
		return own_err(seat);
	*own_shared(&own_use(d)->misc) = (struct miscdevice){
		.minor = MISC_DYNAMIC_MINOR,
		.name = KBUILD_MODNAME,
		.mode = 0666,
		.fops = &parcel_fops,
		.parent = &pdev->dev,
	};
	/* From here on it may be opened. */
	err = misc_register(own_shared(&own_use(d)->misc));
	if (err)
		depot_revoke(own_use(d));
	return err;
}

/* Files may be open. They keep the depot, and find it gone. */
static void parcel_remove(struct platform_device *pdev)
{
	const struct depot *depot = depot_data_of(&pdev->dev);

	misc_deregister(own_shared(&depot->misc));
	depot_revoke(depot);
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

MODULE_DESCRIPTION("Processes pass parcels through boxes; a driver that shows own");
MODULE_LICENSE("GPL");
