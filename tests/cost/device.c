// SPDX-License-Identifier: GPL-2.0-only
/* What devices that own cost: what the same costs by hand. */
#include <own/device.h>
#include "cost.h"

struct sensor {
	struct kref refs;
	int range;
};

void sensor_free(struct sensor *sensor);

DEFINE_OWN(sensor_own, struct sensor, sensor_free);
DEFINE_OWN_DEVM(sensor_own);
DEFINE_OWN_DRVDATA(sensor_data, sensor_own, struct sensor);

static void sensor_free_action(void *sensor)
{
	sensor_free(sensor);
}

static void sensor_data_free(void *device)
{
	struct sensor *sensor = dev_get_drvdata(device);

	dev_set_drvdata(device, NULL);
	sensor_free(sensor);
}

/* Let devm free it. */

static int COST(devm_plain)(struct device *device, struct sensor *sensor)
{
	return devm_add_action_or_reset(device, sensor_free_action, sensor);
}

/*
 * cost: devm: gcc 0, clang 0: the function that ends the object's life has
 * another name.
 */
static int COST(devm_own)(struct device *device, struct sensor_own sensor)
{
	return sensor_own_devm(device, sensor);
}

/* Keep it as drvdata until unbind. */

static int COST(set_plain)(struct device *device, struct sensor *sensor)
{
	if (dev_get_drvdata(device)) {
		sensor_free(sensor);
		return -EBUSY;
	}
	dev_set_drvdata(device, sensor);
	return devm_add_action_or_reset(device, sensor_data_free, device);
}

/*
 * cost: set: gcc 0, clang 0: the function that ends the object's life has
 * another name.
 */
static int COST(set_own)(struct device *device, struct sensor_own sensor)
{
	return sensor_data_set(device, sensor);
}

/* Use it in between. */

static int COST(range_plain)(struct device *device)
{
	struct sensor *sensor = dev_get_drvdata(device);

	return sensor->range;
}

static int COST(range_own)(struct device *device)
{
	return sensor_data_of(device)->range;
}

/* Find a device. */

static dev_t COST(find_plain)(const struct class *class, const char *name)
{
	struct device *device = class_find_device(class, NULL, name, device_match_name);
	dev_t devt;

	if (!device)
		return 0;
	devt = device->devt;
	put_device(device);
	return devt;
}

static dev_t COST(find_own)(const struct class *class, const char *name)
{
	own_auto(own_device_ref, device, own_class_find_device(class, name, device_match_name));

	return own_none(device) ? 0 : own_use(device)->devt;
}
