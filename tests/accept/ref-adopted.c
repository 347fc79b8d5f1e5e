// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a counted type of the kernel: taken, kept in a member, given back
 */
#include "../prelude.h"

DEFINE_OWN_REF_ADOPTED(pid_ref, struct pid, get_pid, put_pid);

struct sender {
	struct pid_ref_slot pid;
};

int sender_set(struct sender *sender)
{
	/* SAFETY: the caller's own pid lives as long as the caller. */
	own_auto(pid_ref, pid, pid_ref_get(task_tgid(current)));
	own_auto(pid_ref, old, pid_ref_swap(&sender->pid, own_take(pid)));

	return own_none(old) ? 0 : 1;
}

pid_t sender_pid(struct sender *sender)
{
	own_auto(pid_ref, pid, pid_ref_take_from(&sender->pid));
	pid_t number;

	if (own_none(pid))
		return 0;
	number = pid_vnr(own_use(pid));
	own_auto(pid_ref, before, pid_ref_swap(&sender->pid, own_take(pid)));
	return number;
}
