// SPDX-License-Identifier: GPL-2.0-only
/* What typed private data costs: nothing. */
#include <own/file.h>
#include "cost.h"

struct session {
	int number;
};

void session_free(struct session *session);

DEFINE_OWN(session_own, struct session, session_free);

static struct session_own_result session_make(struct inode *inode, struct file *file)
{
	own_auto(session_own, session, own_alloc(session_own, GFP_KERNEL));

	if (own_none(session))
		return own_pass(session);
	own_mut(session)->number = iminor(inode);
	return own_ok(session);
}

DEFINE_OWN_FILE(session_file, session_own, struct session, session_make);

/* Make the data of a file, and store it. */

static int COST(open_plain)(struct inode *inode, struct file *file)
{
	struct session *session = kzalloc(sizeof(*session), GFP_KERNEL);

	if (!session)
		return -ENOMEM;
	session->number = iminor(inode);
	file->private_data = session;
	return 0;
}

static int COST(open_own)(struct inode *inode, struct file *file)
{
	return session_file_open(inode, file);
}

/* Take it back. */

static int COST(release_plain)(struct inode *inode, struct file *file)
{
	struct session *session = file->private_data;

	file->private_data = NULL;
	session_free(session);
	return 0;
}

static int COST(release_own)(struct inode *inode, struct file *file)
{
	return session_file_release(inode, file);
}

/* Use it in between. */

static ssize_t COST(read_plain)(struct file *file, char __user *to, size_t len, loff_t *pos)
{
	struct session *session = file->private_data;

	return session->number;
}

static ssize_t COST(read_own)(struct file *file, char __user *to, size_t len, loff_t *pos)
{
	return session_file_of(file)->number;
}
