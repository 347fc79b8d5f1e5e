// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the registration of a character device is thrown away
 * Rust: none (there is no cdev in Rust)
 * gcc: error: ignoring return value of type .struct raw_cdev_result.
 * clang: error: ignoring return value of type 'raw_cdev_result'
 * context-analysis: silent: the compilers reject it
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
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


int raw_publish(struct raw_own raw, const struct file_operations *fops, struct raw_cdev_slot *keep)
{
#ifdef MENDED
	own_auto(raw_cdev, added, raw_cdev_add(raw_ref_share(raw), fops, "raw"));

	if (own_none(added))
		return own_err(added);
	raw_cdev_set(keep, own_take(added));
#else
	raw_cdev_add(raw_ref_share(raw), fops, "raw");	/* ERROR */
#endif
	return 0;
}
