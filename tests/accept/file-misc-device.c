// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a misc device whose files own their state
 */
#include "../prelude.h"

#include <own/file.h>

struct session {
	unsigned int opened;
};

void session_free(struct session *session);
DEFINE_OWN(session_own, struct session, session_free);


struct device_state {
	struct miscdevice misc;
	atomic_t opened;
};

static struct session_own_result session_make(struct inode *inode, struct file *file)
{
	struct device_state *device = container_of(own_file_misc(file), struct device_state, misc);

	own_auto(session_own, session, own_alloc(session_own, GFP_KERNEL_ACCOUNT));
	if (own_none(session))
		return own_pass(session);
	if (!ready(0))
		return own_fail(session_own, -EBUSY);
	own_mut(session)->opened = atomic_inc_return(&device->opened);
	stream_open(inode, file);
	return own_ok(session);
}
DEFINE_OWN_FILE(session_file, session_own, struct session, session_make);

static ssize_t session_read(struct file *file, char __user *to, size_t len, loff_t *pos)
{
	const struct session *session = session_file_of(file);

	if (len < sizeof(session->opened))
		return -EINVAL;
	if (copy_to_user(to, &session->opened, sizeof(session->opened)))
		return -EFAULT;
	return sizeof(session->opened);
}

const struct file_operations session_fops = {
	OWN_FILE_SLOTS(session_file),
	.read = session_read,
};
