// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a file is polled on an object that it may lose before it is closed
 * Rust: none (a PollCondVar is emptied of epoll, not of poll())
 * gcc: error: .const struct adder_ref_slot. has no member named .waiters.
 * clang context-analysis: error: no member named 'waiters' in 'struct adder_ref_slot'
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: no member 'waiters' in struct adder_ref_slot
 */
#include "../prelude.h"
#include <own/wait.h>

struct adder_state {
	unsigned int sum;
	bool busy;
};

struct adder {
	struct kref refs;
	struct own_waiters waiters;
	struct own_completion ready;
	OWN_LOCKED(spinlock_t, struct adder_state) state;
};
void adder_free(struct adder *adder);
DEFINE_OWN(adder_own, struct adder, adder_free);
DEFINE_OWN_REF(adder_ref, adder_own, struct adder, refs);

bool adder_idle(const struct adder *adder);

struct session {
	struct adder_ref_slot adder;
};
DEFINE_OWN(session_own, struct session, OWN_KMALLOC, own_member(adder_ref, adder));

struct session_own_result session_opened(struct inode *inode, struct file *file);
DEFINE_OWN_FILE(session_file, session_own, struct session, session_opened);

struct adder_ref_result adder_opened(struct inode *inode, struct file *file);
DEFINE_OWN_FILE(adder_file, adder_ref, struct adder, adder_opened);
bool adder_ready(struct file *file);

__poll_t session_poll(struct file *file, struct poll_table_struct *table)
{
#ifdef MENDED
	own_poll_wait(adder_file, waiters, file, table);
#else
	own_poll_wait(session_file, adder.waiters, file, table);	/* ERROR */
#endif
	return adder_ready(file) ? EPOLLIN | EPOLLRDNORM : 0;
}
