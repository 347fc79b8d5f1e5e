// SPDX-License-Identifier: GPL-2.0-only
/*
 * own/device.h: what devm drops and when, drvdata, and character devices whose object lives until
 * the last of them is closed. The devices are KUnit's, or members of a class of this suite.
 */
#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/fs.h>
#include <linux/module.h>

#include <own/device.h>

#include "fail_nth.h"

/* In which order they ended, and how many there are. */
static int ended[8];
static unsigned int ends;
static atomic_t nodes;

static const struct class *raw_class;
static dev_t raw_numbers;

struct item {
	struct kref refs;
	int number;
};

static void item_end(struct item *item)
{
	if (ends < ARRAY_SIZE(ended))
		ended[ends++] = item->number;
}

DEFINE_OWN(item_own, struct item, OWN_KMALLOC, own_run(item_end));
DEFINE_OWN_REF(item_ref, item_own, struct item, refs);
DEFINE_OWN_DEVM(item_own);
DEFINE_OWN_DEVM(item_ref);
DEFINE_OWN_DRVDATA(item_data, item_ref, struct item);

struct raw {
	struct device device;
	struct cdev cdev;
	int number;
};

static void raw_end(struct raw *raw)
{
	atomic_dec(&nodes);
}

DEFINE_OWN(raw_own, struct raw, OWN_KMALLOC, own_run(raw_end));
DEFINE_OWN_DEVICE(raw_ref, raw_own, struct raw, device);
DEFINE_OWN_CDEV(raw_cdev, raw_ref, struct raw, device, cdev);

static const struct file_operations raw_fops = {
	.owner = THIS_MODULE,
};

static struct item_own_result item_make(int number)
{
	own_auto(item_own, item, own_alloc(item_own, GFP_KERNEL));

	if (own_none(item))
		return own_pass(item);
	own_mut(item)->number = number;
	return own_ok(item);
}

static struct item_ref_result item_share(int number)
{
	own_auto(item_own, item, item_make(number));

	if (own_none(item))
		return own_fail(item_ref, own_err(item));
	own_auto(item_ref, shared, item_ref_share(own_take(item)));
	return own_ok(shared);
}

static struct raw_ref_result raw_make(dev_t devt)
{
	own_auto(raw_own, raw, own_alloc(raw_own, GFP_KERNEL));

	if (own_none(raw))
		return own_fail(raw_ref, own_err(raw));
	atomic_inc(&nodes);
	own_mut(raw)->device.class = raw_class;
	own_mut(raw)->device.devt = devt;
	own_auto(raw_ref, shared, raw_ref_share(own_take(raw)));
	return own_ok(shared);
}

static struct device *fake_device(struct kunit *test)
{
	struct device *device = kunit_device_register(test, "own");

	KUNIT_ASSERT_FALSE(test, IS_ERR(device));
	return device;
}

static int give_to_devm(struct device *device, int number)
{
	own_auto(item_own, item, item_make(number));

	if (own_none(item))
		return own_err(item);
	return item_own_devm(device, own_take(item));
}

static void devm_drops_what_it_was_given_last_first(struct kunit *test)
{
	struct device *device = fake_device(test);

	KUNIT_EXPECT_EQ(test, give_to_devm(device, 1), 0);
	KUNIT_EXPECT_EQ(test, give_to_devm(device, 2), 0);
	KUNIT_EXPECT_EQ(test, give_to_devm(device, 3), 0);
	KUNIT_EXPECT_EQ(test, ends, 0);
	kunit_device_unregister(test, device);
	KUNIT_EXPECT_EQ(test, ends, 3);
	KUNIT_EXPECT_EQ(test, ended[0], 3);
	KUNIT_EXPECT_EQ(test, ended[1], 2);
	KUNIT_EXPECT_EQ(test, ended[2], 1);
}

/* The bug of the two clocks: unbind takes one reference, and whoever has another goes on. */
static void what_devm_drops_lives_for_the_others(struct kunit *test)
{
	struct device *device = fake_device(test);

	own_auto(item_ref, item, item_share(7));
	KUNIT_ASSERT_FALSE(test, own_none(item));
	KUNIT_EXPECT_EQ(test, item_ref_devm(device, item_ref_get(own_use(item))), 0);
	KUNIT_EXPECT_EQ(test, kref_read(&own_use(item)->refs), 2);
	kunit_device_unregister(test, device);
	KUNIT_EXPECT_EQ(test, ends, 0);
	KUNIT_EXPECT_EQ(test, own_use(item)->number, 7);
	KUNIT_EXPECT_EQ(test, kref_read(&own_use(item)->refs), 1);
}

static void no_memory_for_devm_drops_at_once(struct kunit *test)
{
	struct device *device = fake_device(test);

	fail_nth_or_skip(test);
	own_auto(item_own, item, item_make(4));
	KUNIT_ASSERT_FALSE(test, own_none(item));
	fail_nth(1);
	KUNIT_EXPECT_EQ(test, item_own_devm(device, own_take(item)), -ENOMEM);
	KUNIT_EXPECT_TRUE(test, fail_nth_came());
	KUNIT_EXPECT_EQ(test, ends, 1);
	kunit_device_unregister(test, device);
	KUNIT_EXPECT_EQ(test, ends, 1);
}

static void drvdata_is_there_until_unbind_and_dropped_last(struct kunit *test)
{
	struct device *device = fake_device(test);

	own_auto(item_ref, item, item_share(10));
	KUNIT_ASSERT_FALSE(test, own_none(item));
	KUNIT_EXPECT_NULL(test, item_data_of(device));
	KUNIT_EXPECT_EQ(test, item_data_set(device, own_take(item)), 0);
	KUNIT_EXPECT_EQ(test, give_to_devm(device, 11), 0);
	KUNIT_ASSERT_NOT_NULL(test, item_data_of(device));
	KUNIT_EXPECT_EQ(test, item_data_of(device)->number, 10);
	get_device(device);
	kunit_device_unregister(test, device);
	KUNIT_EXPECT_EQ(test, ends, 2);
	KUNIT_EXPECT_EQ(test, ended[0], 11);
	KUNIT_EXPECT_EQ(test, ended[1], 10);
	KUNIT_EXPECT_NULL(test, item_data_of(device));
	put_device(device);
}

static void drvdata_is_set_once(struct kunit *test)
{
	struct device *device = fake_device(test);

	own_auto(item_ref, first, item_share(20));
	own_auto(item_ref, second, item_share(21));
	KUNIT_ASSERT_FALSE(test, own_none(first));
	KUNIT_ASSERT_FALSE(test, own_none(second));
	KUNIT_EXPECT_EQ(test, item_data_set(device, own_take(first)), 0);
	KUNIT_EXPECT_EQ(test, item_data_set(device, own_take(second)), -EBUSY);
	KUNIT_EXPECT_EQ(test, ends, 1);
	KUNIT_EXPECT_EQ(test, ended[0], 21);
	KUNIT_EXPECT_EQ(test, item_data_of(device)->number, 20);
	kunit_device_unregister(test, device);
	KUNIT_EXPECT_EQ(test, ends, 2);
}

static void no_memory_for_drvdata_leaves_no_pointer(struct kunit *test)
{
	struct device *device = fake_device(test);

	fail_nth_or_skip(test);
	own_auto(item_ref, item, item_share(30));
	KUNIT_ASSERT_FALSE(test, own_none(item));
	fail_nth(1);
	KUNIT_EXPECT_EQ(test, item_data_set(device, own_take(item)), -ENOMEM);
	KUNIT_EXPECT_TRUE(test, fail_nth_came());
	KUNIT_EXPECT_EQ(test, ends, 1);
	KUNIT_EXPECT_NULL(test, item_data_of(device));
}

static void the_last_reference_to_a_device_ends_it(struct kunit *test)
{
	own_auto(raw_ref, raw, raw_make(0));
	KUNIT_ASSERT_FALSE(test, own_none(raw));
	own_auto(raw_ref, second, raw_ref_get(own_use(raw)));
	own_drop(raw_ref, raw);
	KUNIT_EXPECT_EQ(test, atomic_read(&nodes), 1);
	own_drop(raw_ref, second);
	KUNIT_EXPECT_EQ(test, atomic_read(&nodes), 0);
}

/* Any other reference to the device is a reference to the object. */
static void a_plain_device_reference_keeps_the_object(struct kunit *test)
{
	own_auto(raw_ref, raw, raw_make(0));
	KUNIT_ASSERT_FALSE(test, own_none(raw));
	own_auto(own_device_ref, device, own_device_ref_get(raw_ref_device(own_use(raw))));
	own_drop(raw_ref, raw);
	KUNIT_EXPECT_EQ(test, atomic_read(&nodes), 1);
	KUNIT_EXPECT_EQ(test, container_of(own_use(device), struct raw, device)->number, 0);
	own_drop(own_device_ref, device);
	KUNIT_EXPECT_EQ(test, atomic_read(&nodes), 0);
}

static void a_dying_device_is_not_revived(struct kunit *test)
{
	static struct raw dying;

	own_auto(raw_ref, none, raw_ref_get_unless_zero(&dying));
	KUNIT_EXPECT_TRUE(test, own_none(none));
	own_auto(raw_ref, raw, raw_make(0));
	KUNIT_ASSERT_FALSE(test, own_none(raw));
	own_auto(raw_ref, alive, raw_ref_get_unless_zero(own_use(raw)));
	KUNIT_EXPECT_FALSE(test, own_none(alive));
}

/*
 * What chrdev_open() and __fput() do: a reference to the cdev from before open until after
 * release. The object, of which the cdev is a member, is there for the last step, too.
 */
static void a_cdev_that_is_open_keeps_its_object(struct kunit *test)
{
	struct inode inode = { };
	struct kobject *opened;

	own_auto(raw_ref, raw, raw_make(raw_numbers));
	KUNIT_ASSERT_FALSE(test, own_none(raw));
	own_auto(raw_cdev, added, raw_cdev_add(own_take(raw), &raw_fops, "own_raw%d", 0));
	KUNIT_ASSERT_EQ(test, own_err(added), 0);
	inode.i_cdev = (struct cdev *)&own_use(added)->cdev;
	opened = kobject_get_unless_zero(&inode.i_cdev->kobj);
	KUNIT_ASSERT_NOT_NULL(test, opened);
	KUNIT_EXPECT_PTR_EQ(test, raw_cdev_opened(&inode), own_use(added));

	/* Unplugged, and the file is closed: nobody but the cdev has a reference. */
	own_auto(raw_ref, file, raw_ref_get(raw_cdev_opened(&inode)));
	own_drop(raw_cdev, added);
	KUNIT_EXPECT_EQ(test, atomic_read(&nodes), 1);
	own_drop(raw_ref, file);
	KUNIT_EXPECT_EQ(test, atomic_read(&nodes), 1);
	KUNIT_EXPECT_PTR_EQ(test, container_of(opened, struct cdev, kobj)->owner, THIS_MODULE);
	kobject_put(opened);
	KUNIT_EXPECT_EQ(test, atomic_read(&nodes), 0);
}

static void a_registration_is_found_by_name_until_dropped(struct kunit *test)
{
	own_auto(raw_ref, raw, raw_make(raw_numbers));
	KUNIT_ASSERT_FALSE(test, own_none(raw));
	own_auto(raw_cdev, added,
		 raw_cdev_add(raw_ref_get(own_use(raw)), &raw_fops, "own_raw%d", 5));
	KUNIT_ASSERT_EQ(test, own_err(added), 0);
	own_auto(own_device_ref, found,
		 own_class_find_device(raw_class, "own_raw5", device_match_name));
	KUNIT_ASSERT_FALSE(test, own_none(found));
	KUNIT_EXPECT_PTR_EQ(test, own_use(found), raw_ref_device(own_use(raw)));
	own_drop(raw_cdev, added);
	own_auto(own_device_ref, gone,
		 own_class_find_device(raw_class, "own_raw5", device_match_name));
	KUNIT_EXPECT_TRUE(test, own_none(gone));
	KUNIT_EXPECT_EQ(test, own_err(gone), -ENOENT);
}

static void a_device_without_a_number_is_not_added(struct kunit *test)
{
	own_auto(raw_ref, raw, raw_make(0));
	KUNIT_ASSERT_FALSE(test, own_none(raw));
	own_auto(raw_cdev, added, raw_cdev_add(own_take(raw), &raw_fops, "own_none"));
	KUNIT_EXPECT_TRUE(test, own_none(added));
	KUNIT_EXPECT_EQ(test, own_err(added), -EINVAL);
	KUNIT_EXPECT_EQ(test, atomic_read(&nodes), 0);
}

/* cdev_init() would wipe what an open file uses. */
static void a_device_is_added_once(struct kunit *test)
{
	own_auto(raw_ref, raw, raw_make(raw_numbers));
	KUNIT_ASSERT_FALSE(test, own_none(raw));
	own_auto(raw_cdev, added,
		 raw_cdev_add(raw_ref_get(own_use(raw)), &raw_fops, "own_raw%d", 1));
	KUNIT_ASSERT_EQ(test, own_err(added), 0);
	own_auto(raw_cdev, again,
		 raw_cdev_add(raw_ref_get(own_use(raw)), &raw_fops, "own_raw%d", 2));
	KUNIT_EXPECT_TRUE(test, own_none(again));
	KUNIT_EXPECT_EQ(test, own_err(again), -EBUSY);
	KUNIT_EXPECT_STREQ(test, dev_name(raw_ref_device(own_use(raw))), "own_raw1");
}

/* Wherever it fails, nothing of the object is left. */
static void no_memory_to_add_a_device(struct kunit *test)
{
	unsigned int n, failed = 0;
	bool came = true;

	fail_nth_or_skip(test);
	for (n = 1; n < 200 && came; n++) {
		own_auto(raw_ref, raw, raw_make(raw_numbers));
		KUNIT_ASSERT_FALSE(test, own_none(raw));
		fail_nth(n);
		own_auto(raw_cdev, added, raw_cdev_add(own_take(raw), &raw_fops, "own_raw%d", 3));
		came = fail_nth_came();
		failed += own_none(added);
	}
	KUNIT_EXPECT_FALSE(test, came);
	KUNIT_EXPECT_GE(test, failed, 2);
	KUNIT_EXPECT_EQ(test, atomic_read(&nodes), 0);
}

static void a_child_is_found_by_name(struct kunit *test)
{
	struct device *device = fake_device(test);

	own_auto(own_device_ref, none, own_device_find_child_by_name(device, "own_raw4"));
	KUNIT_EXPECT_TRUE(test, own_none(none));
	own_auto(raw_own, new, own_alloc(raw_own, GFP_KERNEL));
	KUNIT_ASSERT_FALSE(test, own_none(new));
	atomic_inc(&nodes);
	own_mut(new)->device.parent = device;
	own_mut(new)->device.devt = raw_numbers;
	own_auto(raw_cdev, added,
		 raw_cdev_add(raw_ref_share(own_take(new)), &raw_fops, "own_raw4"));
	KUNIT_ASSERT_EQ(test, own_err(added), 0);
	own_auto(own_device_ref, child, own_device_find_child_by_name(device, "own_raw4"));
	KUNIT_EXPECT_FALSE(test, own_none(child));
}

static void a_module_is_counted(struct kunit *test)
{
#ifdef MODULE
	int before = module_refcount(THIS_MODULE);

	own_auto(own_module_ref, module, own_module_ref_get_unless_zero(THIS_MODULE));
	KUNIT_ASSERT_FALSE(test, own_none(module));
	KUNIT_EXPECT_EQ(test, module_refcount(THIS_MODULE), before + 1);
	own_drop(own_module_ref, module);
	KUNIT_EXPECT_EQ(test, module_refcount(THIS_MODULE), before);
#else
	kunit_skip(test, "is no module here");
#endif
}

static void a_dying_kobject_is_not_revived(struct kunit *test)
{
	static struct kobject dead;

	own_auto(own_kobject_ref, none, own_kobject_ref_get_unless_zero(&dead));
	KUNIT_EXPECT_TRUE(test, own_none(none));
}

static void a_firmware_node_is_found_and_put(struct kunit *test)
{
	struct fwnode_handle *parent = fwnode_create_software_node(NULL, NULL);

	KUNIT_ASSERT_FALSE(test, IS_ERR(parent));
	own_auto(own_fwnode_ref, none, own_fwnode_get_named_child_node(parent, "child"));
	KUNIT_EXPECT_TRUE(test, own_none(none));
	own_auto(own_fwnode_ref, node, own_fwnode_ref_get(parent));
	KUNIT_EXPECT_PTR_EQ(test, own_use(node), parent);
	fwnode_remove_software_node(parent);
}

static int device_init(struct kunit *test)
{
	ends = 0;
	atomic_set(&nodes, 0);
	return 0;
}

static void device_exit(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, atomic_read(&nodes), 0);
}

static int device_suite_init(struct kunit_suite *suite)
{
	struct class *class;
	int err = alloc_chrdev_region(&raw_numbers, 0, 1, "own_raw");

	if (err)
		return err;
	class = class_create("own_raw");
	if (IS_ERR(class)) {
		unregister_chrdev_region(raw_numbers, 1);
		return PTR_ERR(class);
	}
	raw_class = class;
	return 0;
}

static void device_suite_exit(struct kunit_suite *suite)
{
	if (!raw_class)
		return;
	class_destroy(raw_class);
	unregister_chrdev_region(raw_numbers, 1);
}

static struct kunit_case device_cases[] = {
	KUNIT_CASE(devm_drops_what_it_was_given_last_first),
	KUNIT_CASE(what_devm_drops_lives_for_the_others),
	KUNIT_CASE(no_memory_for_devm_drops_at_once),
	KUNIT_CASE(drvdata_is_there_until_unbind_and_dropped_last),
	KUNIT_CASE(drvdata_is_set_once),
	KUNIT_CASE(no_memory_for_drvdata_leaves_no_pointer),
	KUNIT_CASE(the_last_reference_to_a_device_ends_it),
	KUNIT_CASE(a_plain_device_reference_keeps_the_object),
	KUNIT_CASE(a_dying_device_is_not_revived),
	KUNIT_CASE(a_cdev_that_is_open_keeps_its_object),
	KUNIT_CASE(a_registration_is_found_by_name_until_dropped),
	KUNIT_CASE(a_device_without_a_number_is_not_added),
	KUNIT_CASE(a_device_is_added_once),
	KUNIT_CASE(no_memory_to_add_a_device),
	KUNIT_CASE(a_child_is_found_by_name),
	KUNIT_CASE(a_module_is_counted),
	KUNIT_CASE(a_dying_kobject_is_not_revived),
	KUNIT_CASE(a_firmware_node_is_found_and_put),
	{ }
};

static struct kunit_suite device_suite = {
	.name = "own_device",
	.suite_init = device_suite_init,
	.suite_exit = device_suite_exit,
	.init = device_init,
	.exit = device_exit,
	.test_cases = device_cases,
};

kunit_test_suite(device_suite);

MODULE_DESCRIPTION("Tests of own/device.h");
MODULE_LICENSE("GPL");
