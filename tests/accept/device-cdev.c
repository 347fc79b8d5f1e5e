// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a character device whose object lives until its last file is closed
 */
#include "../prelude.h"
#include <own/device.h>
#include <own/file.h>

struct raw {
	struct device device;
	struct cdev cdev;
	unsigned int number;
};
DEFINE_OWN(raw_own, struct raw, OWN_KMALLOC);
DEFINE_OWN_DEVICE(raw_ref, raw_own, struct raw, device);
DEFINE_OWN_CDEV(raw_cdev, raw_ref, struct raw, device, cdev);

#include <own/strict.h>

static struct raw_ref_result raw_open(struct inode *inode, struct file *file)
{
	own_auto(raw_ref, raw, raw_ref_get(raw_cdev_opened(inode)));

	return own_ok(raw);
}
DEFINE_OWN_FILE(raw_file, raw_ref, struct raw, raw_open);
static const struct file_operations raw_fops = { OWN_FILE_SLOTS(raw_file) };

struct raw_cdev_result raw_publish(struct device *parent, dev_t devt)
{
	own_auto(raw_own, raw, own_alloc(raw_own, GFP_KERNEL));

	if (own_none(raw))
		return own_fail(raw_cdev, own_err(raw));
	own_mut(raw)->device.parent = parent;
	own_mut(raw)->device.devt = devt;
	own_auto(raw_cdev, added, raw_cdev_add(raw_ref_share(own_take(raw)), &raw_fops,
					       "raw%u", MINOR(devt)));
	return own_pass(added);
}
