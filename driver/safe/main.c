// SPDX-License-Identifier: GPL-2.0-only
/*
 * The module; the device, which can be unbound at any time; and its node.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/sizes.h>

#include "parcel_internal.h"
#include <own/strict.h>

unsigned int max_boxes = 16384;
EXPORT_SYMBOL_IF_KUNIT(max_boxes);
module_param(max_boxes, uint, 0644);
MODULE_PARM_DESC(max_boxes, "boxes at the same time");

unsigned int max_boxes_per_user = 1024;
EXPORT_SYMBOL_IF_KUNIT(max_boxes_per_user);
module_param(max_boxes_per_user, uint, 0644);
MODULE_PARM_DESC(max_boxes_per_user, "boxes that one user owns at the same time");

unsigned long max_bytes = 4UL * SZ_1G;
EXPORT_SYMBOL_IF_KUNIT(max_bytes);
module_param(max_bytes, ulong, 0644);
MODULE_PARM_DESC(max_bytes, "sum of the capacities of all boxes, in bytes");

unsigned int max_handles = 1024;
module_param(max_handles, uint, 0644);
MODULE_PARM_DESC(max_handles, "handles in one open file");

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
	/* The name keeps it, and nobody can unlink it. */
	own_auto(box_ref, box, depot_create(own_use(d), &request));
	if (own_none(box))
		return own_err(box);

	own_use(d)->misc = (struct miscdevice){
		.minor = MISC_DYNAMIC_MINOR,
		.name = KBUILD_MODNAME,
		.mode = 0666,
		.fops = &parcel_fops,
		.parent = &pdev->dev,
	};
	/* From here on it may be opened. */
	err = misc_register(&own_use(d)->misc);
	if (err) {
		depot_revoke(own_use(d));
		return err;
	}
	/* SAFETY: parcel_remove() drops it, and only runs if this succeeded. */
	platform_set_drvdata(pdev, own_unsafe_into(d));
	return 0;
}

/* Files may be open. They keep the depot, and find it gone. */
static void parcel_remove(struct platform_device *pdev)
{
	/* SAFETY: parcel_probe() left its reference here, and this runs once. */
	own_auto(depot_ref, depot, own_unsafe_from(depot_ref, platform_get_drvdata(pdev)));

	misc_deregister(&own_use(depot)->misc);
	depot_revoke(own_use(depot));
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
