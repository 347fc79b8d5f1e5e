// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an object is used after it was given to devm
 * Rust: E0382
 * gcc clang: error: own: 'sensor' is used here, but on some path it was taken or dropped
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/device.h>

struct sensor {
	struct kref refs;
	unsigned int range;
};
DEFINE_OWN(sensor_own, struct sensor, OWN_KMALLOC);
DEFINE_OWN_REF(sensor_ref, sensor_own, struct sensor, refs);
DEFINE_OWN_DEVM(sensor_own);
DEFINE_OWN_DEVM(sensor_ref);
DEFINE_OWN_DRVDATA(sensor_data, sensor_ref, struct sensor);


int sensor_probe(struct device *dev)
{
	own_auto(sensor_own, sensor, own_alloc(sensor_own, GFP_KERNEL));
	int err;

	if (own_none(sensor))
		return own_err(sensor);
#ifdef MENDED
	own_mut(sensor)->range = 5;
	err = sensor_own_devm(dev, own_take(sensor));
#else
	err = sensor_own_devm(dev, own_take(sensor));
	own_mut(sensor)->range = 5;	/* ERROR */
#endif
	return err;
}
