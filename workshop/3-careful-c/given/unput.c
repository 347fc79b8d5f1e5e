// SPDX-License-Identifier: GPL-2.0-only
/* A reference is taken, and not put on one path. */
#include <linux/errno.h>
#include <linux/pid.h>
#include <linux/sched/signal.h>

int remember(struct pid **who, bool full);
int remember(struct pid **who, bool full)
{
	struct pid *pid = get_pid(task_tgid(current));

	if (full)
		return -ENOSPC;
	*who = pid;
	return 0;
}
