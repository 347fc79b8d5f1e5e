// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: what many callbacks share is changed without a lock
 * Rust: E0594
 * gcc: error: assignment of member .range. in read-only object
 * clang context-analysis: error: cannot assign to variable 'sensor' with const-qualified type
 * coccinelle: silent: the compilers reject it
 * sparse: warning: assignment to const expression
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


void sensor_resume(struct device *dev)
{
	const struct sensor *sensor = sensor_data_of(dev);

#ifdef MENDED
	dev_dbg(dev, "range %u\n", sensor->range);
#else
	sensor->range = 0;	/* ERROR */
#endif
}
