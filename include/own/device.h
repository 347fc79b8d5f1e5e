/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_DEVICE_H
#define OWN_DEVICE_H

/**
 * DOC: Devices, and what belongs to them
 *
 * A driver's bugs of lifetime are mostly between two clocks. What a driver gives to
 * devm ends when the driver is unbound, whoever uses it; what an open file, a work or
 * another device uses ends when the last of them is done. An object that is on both
 * clocks is freed by one and used by the other.
 *
 * Here devm is given owners, and nothing else. What it does when the driver is
 * unbound is to drop them. If the owner is a reference (ref.h), that is one put, and
 * the object lives until the last of the others has put its own:
 *
 * .. code-block:: c
 *
 *	DEFINE_OWN_DRVDATA(sensor_data, sensor_ref, struct sensor);
 *
 *	static int sensor_probe(struct platform_device *pdev)
 *	{
 *		...
 *		err = sensor_data_set(&pdev->dev, sensor_ref_get(own_use(sensor)));
 *		if (err)
 *			return err;
 *		return clock_ref_devm(&pdev->dev, own_take(clock));	// DEFINE_OWN_DEVM()
 *	}
 *
 *	static int sensor_suspend(struct device *dev)
 *	{
 *		const struct sensor *sensor = sensor_data_of(dev);	// borrowed
 *		...
 *	}
 *
 * The order is devm's: what it was given last it drops first, and it begins when the
 * driver's remove function has returned. strict.h refuses the functions with which devm
 * is given memory, so below it nothing is freed at unbind that has other users.
 * What such an object may still do after unbind is another question; that is
 * revocable.h.
 *
 * A character device is on a third clock. ``struct cdev`` is looked at after the release
 * function of the last file, so an object that the release function frees must not contain
 * it. An object that contains a ``struct device`` as well, and whose count is that
 * device's, may: the cdev holds a reference to its device, and lets go of it last.
 *
 * .. code-block:: c
 *
 *	struct raw { struct device dev; struct cdev cdev; ... };
 *	DEFINE_OWN(raw_own, struct raw, OWN_KMALLOC);
 *	DEFINE_OWN_DEVICE(raw_ref, raw_own, struct raw, dev);
 *	DEFINE_OWN_CDEV(raw_cdev, raw_ref, struct raw, dev, cdev);
 *
 *	own_auto(raw_cdev, added, raw_cdev_add(raw_ref_get(r), &raw_fops, "raw%d", number));
 *
 * ``struct raw_cdev`` is the registration: an owner, which unregisters when it is dropped.
 * A miscdevice is not looked at after open, so one may be a member of what
 * DEFINE_OWN_FILE() counts. Let it be OWN_SHARED(struct miscdevice), because misc_register() wants
 * one that is not const: ``misc_register(own_shared(&own_use(box)->misc))``.
 *
 * There are ready-made types for what the kernel counts: own_device_ref,
 * own_of_node_ref, own_fwnode_ref, own_kobject_ref, own_module_ref. The kernel's functions that
 * find one return a reference that has to be put; those here return an owner. Others are
 * adopted above strict.h, which refuses their names, with own_unsafe_result().
 *
 * What it costs: what the same costs by hand (tests/cost/device.c).
 *
 * What it cannot prevent: ``name_of()`` before ``name_set()``, which gives %NULL, or on the
 * device of another driver. A unique owner given to devm while somebody keeps a raw
 * pointer to it. A file operation that begins after the device was unregistered: an open may be
 * under way. Giving devm things in the wrong order: each is dropped once and after
 * remove, but what uses the other must be given later.
 *
 * When not to use it: for what only probe, remove and devm itself see, such as
 * devm_clk_get() or devm_ioremap_resource(), plain devm is as good and shorter.
 *
 * Rust: ``ARef<Device>``, ``Devres<T>`` (revoked at unbind), ``Device::set_drvdata()``. Rust for
 * Linux has no cdev.
 */

#include <own/box.h>
#if __OWN_QUIET_MACROS
#pragma GCC system_header
#endif

#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/kobject.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/property.h>
#include <own/ref.h>

/*
 * What the kernel counts. A kobject or a module that is found by other means than a
 * reference is for ..._get_unless_zero(). THIS_MODULE of code that is built in is %NULL,
 * and no module.
 */
DEFINE_OWN_REF_ADOPTED(own_device_ref, struct device, get_device, put_device);
DEFINE_OWN_REF_ADOPTED(own_of_node_ref, struct device_node, of_node_get, of_node_put);
DEFINE_OWN_REF_ADOPTED(own_fwnode_ref, struct fwnode_handle, fwnode_handle_get, fwnode_handle_put);
DEFINE_OWN_REF_ADOPTED(own_kobject_ref, struct kobject, kobject_get, kobject_put);
DEFINE_OWN_REF_LOOKUP(own_kobject_ref, struct kobject, kobject_get_unless_zero);
DEFINE_OWN_REF_ADOPTED(own_module_ref, struct module, __module_get, module_put);
DEFINE_OWN_REF_LOOKUP(own_module_ref, struct module, try_module_get);

/* What a finder returned that knows no errno. */
#define __own_counted_result(tag, pointer)					\
({									\
	__own_type(tag) *__own_pointer = (pointer);			\
									\
	own_assume(!IS_ERR(__own_pointer));				\
	__##tag##_result(__own_pointer);				\
})

/**
 * own_class_find_device() - find a device of a class
 * @class: the class, registered
 * @data: what @match is given
 * @match: such as device_match_name()
 *
 * Context: Process.
 * Return: A reference to the device, or %-ENOENT.
 */
static __always_inline struct own_device_ref_result
own_class_find_device(const struct class *class, const void *data, device_match_t match)
{
	return __own_counted_result(own_device_ref, class_find_device(class, NULL, data, match));
}

/**
 * own_device_find_child_by_name() - find a child of a device
 * @parent: the device
 * @name: name of the child
 *
 * Context: Process.
 * Return: A reference to the child, or %-ENOENT.
 */
static __always_inline struct own_device_ref_result
own_device_find_child_by_name(struct device *parent, const char *name)
{
	return __own_counted_result(own_device_ref, device_find_child_by_name(parent, name));
}

/**
 * own_of_parse_phandle() - the device tree node that a property points to
 * @node: the node that has the property
 * @property: its name, a list of phandles
 * @index: which of them, from 0
 *
 * Context: Any.
 * Return: A reference to the node, or %-ENOENT.
 */
static __always_inline struct own_of_node_ref_result
own_of_parse_phandle(const struct device_node *node, const char *property, int index)
{
	return __own_counted_result(own_of_node_ref, of_parse_phandle(node, property, index));
}

/**
 * own_of_get_child_by_name() - a child of a device tree node
 * @node: the node
 * @name: name of the child
 *
 * Context: Any.
 * Return: A reference to the child, or %-ENOENT.
 */
static __always_inline struct own_of_node_ref_result
own_of_get_child_by_name(const struct device_node *node, const char *name)
{
	return __own_counted_result(own_of_node_ref, of_get_child_by_name(node, name));
}

/**
 * own_fwnode_get_named_child_node() - a child of a firmware node
 * @node: the node
 * @name: name of the child
 *
 * Context: Any.
 * Return: A reference to the child, or %-ENOENT.
 *
 * Rust: ``FwNode::get_child_by_name()``.
 */
static __always_inline struct own_fwnode_ref_result
own_fwnode_get_named_child_node(const struct fwnode_handle *node, const char *name)
{
	return __own_fwnode_ref_result(fwnode_get_named_child_node(node, name));
}

/**
 * DEFINE_OWN_DEVM() - let devm own objects
 * @tag: what DEFINE_OWN(), DEFINE_OWN_REF() or one of their kin defined
 *
 * Defines ``int tag_devm(struct device *device, struct tag object)``. devm drops the
 * object when the driver of @device is unbound: after the driver's remove function,
 * after all that devm was given later, and before what it was given earlier. If devm has no
 * memory for it, the object is dropped at once, and the errno is returned.
 *
 * Nothing may be concluded about who else uses the object: if anybody does, let @tag
 * be counted.
 *
 * Context: ``tag_devm()``: process, in probe or while the driver is bound. The drop
 * function: process.
 *
 * Rust: ``devres::register()``.
 */
#define DEFINE_OWN_DEVM(tag)						\
static __maybe_unused void __##tag##_devm_end(void *object) __own_unanalysed \
{									\
	__##tag##_drop(object);						\
}									\
static __always_inline __maybe_unused __must_check int			\
tag##_devm(struct device *device, struct tag object)			\
{									\
	return devm_add_action_or_reset(device, __##tag##_devm_end,	\
					__##tag##_object(object));	\
}									\
_Static_assert(sizeof(struct tag) == sizeof(void *), #tag)

/**
 * DEFINE_OWN_DRVDATA() - define what the driver of a device keeps for it
 * @name: prefix of the functions that are defined
 * @tag: what DEFINE_OWN() or DEFINE_OWN_REF() defined for the data
 * @type: type of the data
 *
 * Defines::
 *
 *	int name_set(struct device *device, struct tag data);
 *	const type *name_of(const struct device *device);	// borrowed
 *
 * ``name_set()`` is for probe, and comes before all else that devm is given, so that the
 * data is dropped last; then ``name_of()`` gives %NULL. It drops the data at once and
 * fails with %-EBUSY if the device has drvdata already, or %-ENOMEM.
 *
 * ``name_of()`` is for what the driver core does not call after remove: suspend and resume,
 * attributes of the driver, remove itself. It is %NULL before ``name_set()``.
 *
 * Context: ``name_set()``: process. ``name_of()``: any.
 *
 * Rust: what probe returns; ``Device::set_drvdata()``, ``Device::drvdata_borrow()``.
 */
#define DEFINE_OWN_DRVDATA(name, tag, type)				\
static __maybe_unused void __##name##_end(void *device) __own_unanalysed \
{									\
	type *data = dev_get_drvdata(device);				\
									\
	dev_set_drvdata(device, NULL);					\
	__##tag##_drop(data);						\
}									\
static __maybe_unused __must_check int					\
name##_set(struct device *device, struct tag data)			\
{									\
	type *object = __##tag##_object(data);				\
									\
	if (dev_get_drvdata(device)) {					\
		__##tag##_drop(object);					\
		return -EBUSY;						\
	}								\
	/* The action drops it, at once if it cannot be added. */	\
	dev_set_drvdata(device, object);				\
	return devm_add_action_or_reset(device, __##name##_end, device); \
}									\
static __always_inline __maybe_unused const type *			\
name##_of(const struct device *device)					\
{									\
	return dev_get_drvdata(device);					\
}									\
_Static_assert(sizeof(struct tag) == sizeof(void *), #name)

/**
 * DEFINE_OWN_DEVICE() - define the reference types of an object that is a device
 * @tag: name of the reference type, by custom ``OBJECT_ref``
 * @own_tag: what DEFINE_OWN() defined for the same object
 * @type: type of the object
 * @member: its ``struct device``, whose count is the object's
 *
 * Defines what DEFINE_OWN_REF() does, and ``struct device *tag_device(const type *)``, for the
 * kernel's functions, which lock for themselves. Set ``parent``, ``class``, ``bus`` and
 * ``devt`` before ``tag_share()``, which makes it a device; ``release`` is not yours to set.
 *
 * Context: As for DEFINE_OWN_REF(). Dropping: process.
 *
 * Rust: none; a driver there does not make device objects of its own.
 */
#define DEFINE_OWN_DEVICE(tag, own_tag, type, member)			\
DECLARE_OWN_REF(tag, own_tag, type);					\
static __maybe_unused void __##tag##_release(struct device *device) __own_unanalysed \
{									\
	__##own_tag##_drop(container_of(device, type, member));		\
}									\
static __always_inline __maybe_unused struct device *			\
tag##_device(const type *shared)					\
{									\
	return &((type *)shared)->member;				\
}									\
static __always_inline void __##tag##_drop(type *object)		\
{									\
	put_device(&object->member);					\
}									\
static __always_inline __maybe_unused struct tag			\
tag##_share(struct own_tag object)					\
{									\
	type *alone = __##own_tag##_object(object);			\
									\
	device_initialize(&alone->member);				\
	alone->member.release = __##tag##_release;			\
	return __##tag##_value(alone);					\
}									\
static __always_inline __maybe_unused struct tag tag##_get(const type *object) \
{									\
	get_device(tag##_device(object));				\
	return __##tag##_value((type *)object);				\
}									\
static __always_inline __maybe_unused struct tag##_result		\
tag##_get_unless_zero(const type *object)				\
{									\
	bool alive = kobject_get_unless_zero(&tag##_device(object)->kobj); \
									\
	return __##tag##_result(alive ? (type *)object : NULL);		\
}									\
_Static_assert(__same_type(((type *)NULL)->member, struct device),	\
	      "own: " #member " is not a struct device")

/**
 * DEFINE_OWN_CDEV() - define the character device of an object that is a device
 * @name: name of the type that owns a registration
 * @tag: what DEFINE_OWN_DEVICE() defined for the object
 * @type: type of the object
 * @member: its ``struct device``
 * @cdev_member: its ``struct cdev``
 *
 * Defines the types that DEFINE_OWN() does for ``struct name``, and::
 *
 *	struct name_result name_add(struct tag object, const struct file_operations *fops,
 *				    const char *format, ...);
 *	const type *name_opened(const struct inode *inode);		// borrowed
 *
 * ``name_add()`` names the device and makes it and its number known; user space may open
 * it before the function returns. An owner of ``struct name`` keeps the object; to drop it takes
 * device and number away. Files that are open then go on, and keep the object as well.
 * An object is added once in its life.
 *
 * ``name_opened()`` is for the open function. What it gives is good until that returns; take a
 * reference for the file to own (file.h).
 *
 * Context: ``name_add()`` and dropping: process. ``name_opened()``: in the open function.
 * Return: ``name_add()``: %-EINVAL if the object has no ``devt``, %-EBUSY if it was added
 * before, or what dev_set_name() or cdev_device_add() return. The reference is then dropped.
 *
 * Rust: none.
 */
#define DEFINE_OWN_CDEV(name, tag, type, member, cdev_member)		\
static __always_inline void __##name##_drop(type *object)		\
{									\
	cdev_device_del(&object->cdev_member, &object->member);		\
	__##tag##_drop(object);						\
}									\
__own_family(name, type, const type, const type, )			\
__own_auto_end(name);							\
static int __##name##_begin(type *object, const struct file_operations *fops, \
			    struct va_format *device_name)		\
{									\
	int err;							\
									\
	if (!object->member.devt)					\
		return -EINVAL;						\
	if (object->cdev_member.kobj.state_initialized)			\
		return -EBUSY;						\
	err = dev_set_name(&object->member, "%pV", device_name);	\
	if (err)							\
		return err;						\
	cdev_init(&object->cdev_member, fops);				\
	object->cdev_member.owner = fops->owner;			\
	return cdev_device_add(&object->cdev_member, &object->member);	\
}									\
static __maybe_unused __printf(3, 4) struct name##_result		\
name##_add(struct tag value, const struct file_operations *fops,	\
	   const char *format, ...)					\
{									\
	type *object = __##tag##_object(value);				\
	struct va_format device_name = { .fmt = format };		\
	va_list arguments;						\
	int err;							\
									\
	va_start(arguments, format);					\
	device_name.va = &arguments;					\
	err = __##name##_begin(object, fops, &device_name);		\
	va_end(arguments);						\
	if (err)							\
		__##tag##_drop(object);					\
	return __##name##_result(err ? ERR_PTR(err) : object);		\
}									\
static __always_inline __maybe_unused const type *			\
name##_opened(const struct inode *inode)					\
{									\
	return container_of(inode->i_cdev, type, cdev_member);		\
}									\
_Static_assert(__same_type(((type *)NULL)->cdev_member, struct cdev),	\
	      "own: " #cdev_member " is not a struct cdev")

#endif /* OWN_DEVICE_H */
