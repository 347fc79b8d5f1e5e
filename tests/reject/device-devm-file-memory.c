// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an open file uses what devm frees at unbind
 * Rust: E0597 (it is a Devres<T>, or an Arc<T>)
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

#include <own/file.h>

#ifndef MENDED
static struct sensor *the_sensor;
#endif
#include <own/strict.h>

int sensor_probe(struct device *dev)
{
#ifdef MENDED
	own_auto(sensor_own, new, own_alloc(sensor_own, GFP_KERNEL));

	if (own_none(new))
		return own_err(new);
	return sensor_data_set(dev, sensor_ref_share(own_take(new)));
#else
	the_sensor = devm_kzalloc(dev, sizeof(*the_sensor), GFP_KERNEL);	/* ERROR: gcc clang context-analysis */
	return the_sensor ? 0 : -ENOMEM;
#endif
}
