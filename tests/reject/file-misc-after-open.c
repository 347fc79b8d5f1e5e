// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an operation of an open file uses the miscdevice that it was opened on, which may be gone
 * Rust: none (an operation is given what open returned, and nothing else)
 * gcc clang context-analysis coccinelle sparse: silent: nothing tells them which function opens the file
 * own-check: warning: own: the miscdevice may be gone
 */
#include "../prelude.h"
#include <own/file.h>

struct lamp {
	struct kref refs;
	OWN_SHARED(struct miscdevice) misc;
	u32 level;
};
DEFINE_OWN(lamp_own, struct lamp, OWN_KMALLOC);
DEFINE_OWN_REF(lamp_ref, lamp_own, struct lamp, refs);

static struct lamp_ref_result lamp_opened(struct inode *inode, struct file *file)
{
	const struct lamp *lamp = container_of(own_file_misc(file), struct lamp, misc);

	own_auto(lamp_ref, l, lamp_ref_get(lamp));
	return own_ok(l);
}

DEFINE_OWN_FILE(lamp_file, lamp_ref, struct lamp, lamp_opened);

#ifdef MENDED
static const struct lamp *lamp_of(struct file *file)
{
	return lamp_file_of(file);
}
#else
static const struct lamp *lamp_of(struct file *file)
{
	return container_of(own_file_misc(file), struct lamp, misc);	/* ERROR */
}
#endif

long lamp_ioctl(struct file *file, unsigned int number, unsigned long argument)
{
	return put_user(lamp_of(file)->level, (u32 __user *)argument);
}

const struct file_operations lamp_fops = {
	OWN_FILE_SLOTS(lamp_file),
	.unlocked_ioctl = lamp_ioctl,
};
