// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a thread is given the address of a variable of the function that starts it
 * Rust: E0373
 * gcc: silent: any pointer is a void pointer
 * clang: silent: any pointer is a void pointer
 * context-analysis: silent: any pointer is a void pointer
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 * own-check: warning: own: 'state' is given to the kernel here, and on some path ends with this function
 *
 * work.h takes an owner instead.
 */
#include "../prelude.h"

int run(void *context);

int start(struct box *box)
{
	struct task_struct *task;
#ifdef MENDED
	/* The caller's box outlives the thread, which the caller stops. */
	task = kthread_run(run, box, "own");
#else
	struct box_state state = { .bytes = box->id };

	task = kthread_run(run, &state, "own");	/* ERROR */
#endif

	return PTR_ERR_OR_ZERO(task);
}
