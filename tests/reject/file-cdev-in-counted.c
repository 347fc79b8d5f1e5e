// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a cdev is inside the object that the last close frees (CVE-2026-53025)
 * Rust: none (there is no cdev in Rust)
 * gcc: error: attempt to use poisoned
 * clang context-analysis: error: attempt to use a poisoned identifier
 * coccinelle: silent: the compilers reject it
 * sparse: silent: it knows no poison
 */
#include "../prelude.h"
#include <linux/cdev.h>
#include <linux/kdev_t.h>
#include <own/device.h>
#include <own/file.h>

struct raw {
#ifdef MENDED
	struct device device;
	struct cdev cdev;
#else
	struct kref refs;
	OWN_SHARED(struct cdev) cdev;
#endif
	dev_t devt;
};
DEFINE_OWN(raw_own, struct raw, OWN_KMALLOC);
#ifdef MENDED
DEFINE_OWN_DEVICE(raw_ref, raw_own, struct raw, device);
DEFINE_OWN_CDEV(raw_cdev, raw_ref, struct raw, device, cdev);
#else
DEFINE_OWN_REF(raw_ref, raw_own, struct raw, refs);
#endif

#include <own/strict.h>

struct raw_ref_result raw_find(dev_t devt);

static struct raw_ref_result raw_open(struct inode *inode, struct file *file)
{
#ifdef MENDED
	own_auto(raw_ref, raw, raw_ref_get(raw_cdev_opened(inode)));

	return own_ok(raw);
#else
	return raw_find(inode->i_rdev);
#endif
}
DEFINE_OWN_FILE(raw_file, raw_ref, struct raw, raw_open);
static const struct file_operations raw_fops = { OWN_FILE_SLOTS(raw_file) };

#ifdef MENDED
int raw_connect(dev_t devt, struct raw_cdev_slot *keep)
{
	own_auto(raw_own, new, own_alloc(raw_own, GFP_KERNEL));

	if (own_none(new))
		return own_err(new);
	own_mut(new)->device.devt = devt;
	own_auto(raw_cdev, added, raw_cdev_add(raw_ref_share(own_take(new)), &raw_fops, "raw"));
	if (own_none(added))
		return own_err(added);
	raw_cdev_set(keep, own_take(added));
	return 0;
}

void raw_disconnect(struct raw_cdev_slot *keep)
{
	own_auto(raw_cdev, added, raw_cdev_take_from(keep));
}
#else
int raw_connect(dev_t devt, struct raw_ref_slot *keep)
{
	own_auto(raw_own, new, own_alloc(raw_own, GFP_KERNEL));
	int err;

	if (own_none(new))
		return own_err(new);
	own_mut(new)->devt = devt;
	cdev_init(own_shared(&own_mut(new)->cdev), &raw_fops);	/* ERROR: gcc clang context-analysis */
	err = cdev_add(own_shared(&own_mut(new)->cdev), devt, 1);	/* ERROR: gcc clang context-analysis */
	if (err)
		return err;
	raw_ref_set(keep, raw_ref_share(own_take(new)));
	return 0;
}

void raw_disconnect(struct raw_ref_slot *keep)
{
	own_auto(raw_ref, r, raw_ref_take_from(keep));

	if (own_none(r))
		return;
	cdev_del(own_shared(&own_use(r)->cdev));	/* ERROR: gcc clang context-analysis */
}
#endif
