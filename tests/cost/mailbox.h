/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef MAILBOX_H
#define MAILBOX_H

/*
 * A whole driver, twice: named mailboxes with a short queue of letters each, read
 * and written through a character device. It is compiled and compared, never
 * loaded.
 */
#include <linux/ioctl.h>

#define MAILBOX_DEPTH		4
#define MAILBOX_LETTER_MAX	1024
#define MAILBOX_BUCKETS		8

struct mailbox_name {
	char name[16];
};

struct mailbox_move {
	struct mailbox_name from, to;
};

struct mailbox_stat {
	unsigned int bucket;
	unsigned int count;
};

#define MAILBOX_OPEN	_IOW('m', 1, struct mailbox_name)
#define MAILBOX_MOVE	_IOW('m', 2, struct mailbox_move)
#define MAILBOX_DELETE	_IOW('m', 3, struct mailbox_name)
#define MAILBOX_STAT	_IOWR('m', 4, struct mailbox_stat)

union mailbox_argument {
	struct mailbox_name name;
	struct mailbox_move move;
	struct mailbox_stat stat;
};

#endif /* MAILBOX_H */
