// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a device is set up after it was shared
 * Rust: E0382
 * gcc clang: error: own: 'raw' is changed here|own: 'raw' is used here, but on some path it was taken
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


struct raw_ref_result raw_new(unsigned int number)
{
	own_auto(raw_own, raw, own_alloc(raw_own, GFP_KERNEL));

	if (own_none(raw))
		return own_fail(raw_ref, own_err(raw));
#ifdef MENDED
	own_mut(raw)->number = number;
#endif
	own_auto(raw_ref, shared, raw_ref_share(own_take(raw)));
#ifndef MENDED
	own_mut(raw)->number = number;	/* ERROR */
#endif
	return own_ok(shared);
}
