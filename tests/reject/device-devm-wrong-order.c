// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: devm drops first what is used by what it drops later
 * Rust: none (Devres<T> is revoked, so that a use fails)
 * gcc clang context-analysis coccinelle sparse: silent: nothing knows which object uses which
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


int sensor_probe(struct device *dev, struct sensor_own bus, struct sensor_own user)
{
	own_auto(sensor_own, first, user);
	own_auto(sensor_own, second, bus);
	int err;

#ifdef MENDED
	err = sensor_own_devm(dev, own_take(second));
	return err ?: sensor_own_devm(dev, own_take(first));
#else
	/* The end of first uses second, which is gone by then. */
	err = sensor_own_devm(dev, own_take(first));
	return err ?: sensor_own_devm(dev, own_take(second));
#endif
}
