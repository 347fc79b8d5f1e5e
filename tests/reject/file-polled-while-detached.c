// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: detach frees the wait queue that a file is polled on (CVE-2025-38687)
 * Rust: none (a PollCondVar is emptied of epoll, not of poll())
 * gcc: error: attempt to use poisoned
 * clang context-analysis: error: attempt to use a poisoned identifier
 * coccinelle own-check sparse: silent: the compilers reject it
 */
#include "../prelude.h"
#include <own/file.h>
#include <own/wait.h>

struct sub {
	wait_queue_head_t readers;
	bool ready;
};
DEFINE_OWN(sub_own, struct sub, OWN_KMALLOC);

struct dev_state {
	struct sub_own_slot sub;
};

struct dev {
	struct kref refs;
	struct own_waiters readers;
	OWN_LOCKED(struct mutex, struct dev_state) state;
};
DEFINE_OWN(dev_own, struct dev, OWN_KMALLOC, own_locked_member(sub_own, state, sub));
DEFINE_OWN_REF(dev_ref, dev_own, struct dev, refs);
struct dev_ref_result dev_open(struct inode *inode, struct file *file);
DEFINE_OWN_FILE(dev_file, dev_ref, struct dev, dev_open);
#include <own/strict.h>

__poll_t dev_poll(struct file *file, struct poll_table_struct *table)
{
	const struct dev *dev = dev_file_of(file);

	own_guard(mutex, state, &dev->state);
	own_peek(sub_own, sub, &state->sub);

	if (own_none(sub))
		return EPOLLERR;
#ifdef MENDED
	own_poll_wait(dev_file, readers, file, table);
#else
	poll_wait(file, &own_mut(sub)->readers, table);	/* ERROR */
#endif
	return own_use(sub)->ready ? EPOLLIN : 0;
}

void dev_detach(const struct dev *dev)
{
	own_guard(mutex, state, &dev->state);

	own_auto(sub_own, s, sub_own_take_from(&state->sub));
	own_wake_up_all(&dev->readers, EPOLLERR);
}

const struct file_operations dev_fops = { OWN_FILE_SLOTS(dev_file) };
