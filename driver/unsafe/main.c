// SPDX-License-Identifier: GPL-2.0-only
/*
 * The module, the device that can be unbound, and its node.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/init.h>
#include <linux/module.h>
#include <linux/panic.h>
#include <linux/platform_device.h>

#include "parcel_unsafe.h"

static bool i_understand;
module_param(i_understand, bool, 0444);
MODULE_PARM_DESC(i_understand, "this driver has security holes on purpose; say 1 to load it");

unsigned int max_boxes = 16384;
module_param(max_boxes, uint, 0644);
MODULE_PARM_DESC(max_boxes, "boxes at the same time");

unsigned int max_boxes_per_user = 16384;
module_param(max_boxes_per_user, uint, 0644);
MODULE_PARM_DESC(max_boxes_per_user, "boxes that one user owns at the same time");

unsigned long max_bytes = 1UL << 34;
module_param(max_bytes, ulong, 0644);
MODULE_PARM_DESC(max_bytes, "sum of the capacities of all boxes, in bytes");

unsigned int max_handles = 1024;
module_param(max_handles, uint, 0644);
MODULE_PARM_DESC(max_handles, "handles in one open file");

static int parcel_probe(struct platform_device *pdev)
{
	const struct parcel_create req = { .name = PARCEL_DEFAULT_NAME, .mode = PARCEL_MODE_MASK };
	struct depot *depot;
	int err;

	/* BUG(use_after_unbind): it goes when the device goes, and files may still be open */
	depot = devm_kzalloc(&pdev->dev, sizeof(*depot), GFP_KERNEL);
	if (!depot)
		return -ENOMEM;

	mutex_init(&depot->lock);
	INIT_LIST_HEAD(&depot->boxes);

	depot->default_box = box_create(depot, req.name, GLOBAL_ROOT_UID,
					GLOBAL_ROOT_GID, &req);
	if (IS_ERR(depot->default_box))
		return PTR_ERR(depot->default_box);
	box_put(depot->default_box);	/* its name keeps it, and nobody can unlink it */

	depot->misc.minor = MISC_DYNAMIC_MINOR;
	depot->misc.name = KBUILD_MODNAME;
	depot->misc.mode = 0666;
	depot->misc.fops = &parcel_fops;
	depot->misc.parent = &pdev->dev;
	err = misc_register(&depot->misc);
	if (err) {
		box_put(depot->default_box);
		return err;
	}
	platform_set_drvdata(pdev, depot);
	return 0;
}

/* Files may still be open: they find the depot dead. */
static void parcel_remove(struct platform_device *pdev)
{
	struct depot *depot = platform_get_drvdata(pdev);
	struct box *box;

	misc_deregister(&depot->misc);

	mutex_lock(&depot->lock);
	WRITE_ONCE(depot->dead, true);
	list_for_each_entry(box, &depot->boxes, node)
		box_drain(box);
	mutex_unlock(&depot->lock);

	while ((box = box_unlink_any(depot)))
		box_put(box);
}

static struct platform_driver parcel_driver = {
	.probe = parcel_probe,
	.remove = parcel_remove,
	.driver = {
		.name = KBUILD_MODNAME,
	},
};

static struct platform_device *parcel_device;

static int __init parcel_unsafe_init(void)
{
	int err;

	if (!i_understand) {
		pr_err("not loaded: it lets every user take over this machine, say i_understand=1 if that is what you want\n");
		return -EPERM;
	}
	pr_warn("************************************************************\n");
	pr_warn("** This driver has security holes, and they are there on  **\n");
	pr_warn("** purpose. Every user of this machine can now read and   **\n");
	pr_warn("** corrupt its memory. Use it in a virtual machine only.  **\n");
	pr_warn("************************************************************\n");
	add_taint(TAINT_USER, LOCKDEP_STILL_OK);

	err = parcels_init();
	if (err)
		return err;
	err = boxes_init();
	if (err)
		goto out_parcels;
	err = platform_driver_register(&parcel_driver);
	if (err)
		goto out_boxes;
	parcel_device = platform_device_register_simple(KBUILD_MODNAME, PLATFORM_DEVID_NONE,
							NULL, 0);
	if (IS_ERR(parcel_device)) {
		err = PTR_ERR(parcel_device);
		goto out_driver;
	}
	return 0;

out_driver:
	platform_driver_unregister(&parcel_driver);
out_boxes:
	boxes_exit();
out_parcels:
	parcels_exit();
	return err;
}
module_init(parcel_unsafe_init);

static void __exit parcel_unsafe_exit(void)
{
	platform_device_unregister(parcel_device);
	platform_driver_unregister(&parcel_driver);
	/* BUG(work_after_unload): the report of what came too late may still have to be made */
	boxes_exit();
	parcels_exit();
}
module_exit(parcel_unsafe_exit);

MODULE_DESCRIPTION("The parcel device with classic bugs in it, on purpose");
MODULE_LICENSE("GPL");
