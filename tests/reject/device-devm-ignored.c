// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: nobody looks whether devm took the object; it is gone if not
 * Rust: none (unused_must_use warns)
 * gcc: error: ignoring return value of
 * clang: error: ignoring return value of function
 * context-analysis coccinelle: silent: the compilers reject it
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


int sensor_probe(struct device *dev, struct sensor_ref_slot *keep)
{
	own_auto(sensor_ref, sensor, sensor_ref_take_from(keep));

	if (own_none(sensor))
		return own_err(sensor);
#ifdef MENDED
	return sensor_ref_devm(dev, own_take(sensor));
#else
	sensor_ref_devm(dev, own_take(sensor));	/* ERROR */
	return 0;
#endif
}
