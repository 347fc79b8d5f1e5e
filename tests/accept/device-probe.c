// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a driver that finds a node, keeps its data, and gives devm the rest
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

#include <own/strict.h>

int sensor_probe(struct device *dev)
{
	own_auto(own_of_node_ref, core, own_of_parse_phandle(dev->of_node, "core", 0));

	if (own_none(core))
		return -EINVAL;
	own_auto(sensor_own, new, own_alloc(sensor_own, GFP_KERNEL));
	if (own_none(new))
		return own_err(new);
	own_mut(new)->range = of_property_present(own_use(core), "wide");
	own_auto(sensor_ref, sensor, sensor_ref_share(own_take(new)));
	int err = sensor_data_set(dev, sensor_ref_get(own_use(sensor)));

	if (err)
		return err;
	return sensor_ref_devm(dev, own_take(sensor));
}

unsigned int sensor_range(struct device *dev)
{
	return sensor_data_of(dev)->range;
}
