// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a pid is used after its reference was put
 * Rust: E0382
 * gcc: silent: a raw pointer is not followed
 * clang: silent: a raw pointer is not followed
 * context-analysis: warning: own: pid_check\(\) is given the object of 'r'
 * own-check: warning: own: a pointer that was had from 'r' is passed on after that ended
 * coccinelle: silent: it does not follow pointers, own-check does
 * sparse: silent: it does not follow values
 *
 * Nothing was added to struct pid: the permission is the address of the object.
 */
#include "../prelude.h"

DEFINE_OWN_REF_ADOPTED(pid_ref, struct pid, get_pid, put_pid);

int pid_check(struct pid *pid) __own_borrows(pid);

int check(struct pid_ref_result pid)
{
	own_auto(pid_ref, r, pid);

	if (own_none(r))
		return own_err(r);
#ifdef MENDED
	own_borrow(borrowed, r);

	return pid_check(borrowed);
#else
	struct pid *raw = own_use(r);

	own_drop(pid_ref, r);
	return pid_check(raw);		/* ERROR: context-analysis own-check */
#endif
}
