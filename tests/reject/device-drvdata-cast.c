// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: drvdata is cast to the structure of another driver
 * Rust: none (in Rust the type is a parameter, and drvdata_borrow() unsafe)
 * gcc: error: attempt to use poisoned
 * clang context-analysis: error: attempt to use a poisoned identifier
 * coccinelle: silent: the compilers reject it
 * sparse: silent: it knows no poison
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

struct other {
	u64 limit;
};
#include <own/strict.h>

unsigned int sensor_range(struct device *dev)
{
#ifdef MENDED
	return sensor_data_of(dev)->range;
#else
	struct other *other = dev_get_drvdata(dev);	/* ERROR: gcc clang context-analysis */

	return other->limit;
#endif
}
