// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a device is used without a look whether it was found
 * Rust: E0599
 * gcc clang: error: own: 'found' is used here, but on some path own_none\(\) was not asked
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers
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


dev_t number_of(const struct class *class, const char *name)
{
	own_auto(own_device_ref, found, own_class_find_device(class, name, device_match_name));

#ifdef MENDED
	if (own_none(found))
		return 0;
#endif
	return own_use(found)->devt;	/* ERROR */
}
