// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: drvdata is used before probe has set it
 * Rust: none (probe returns it)
 * gcc clang context-analysis coccinelle sparse: silent: nothing follows drvdata across functions
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


int sensor_probe(struct device *dev, struct sensor_ref_slot *keep)
{
	own_auto(sensor_ref, sensor, sensor_ref_take_from(keep));
	int err;

	if (own_none(sensor))
		return own_err(sensor);
#ifdef MENDED
	err = sensor_data_set(dev, own_take(sensor));
	if (err)
		return err;
	dev_dbg(dev, "range %u\n", sensor_data_of(dev)->range);
#else
	dev_dbg(dev, "range %u\n", sensor_data_of(dev)->range);
	err = sensor_data_set(dev, own_take(sensor));
	if (err)
		return err;
#endif
	return 0;
}
