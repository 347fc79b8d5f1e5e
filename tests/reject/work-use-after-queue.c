// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a reference is used after the work has taken it
 * Rust: E0382
 * gcc: error: own: 'b' is used here, but on some path it was taken or dropped before
 * clang: error: own: 'b' is used here, but on some path it was taken or dropped before
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

#include <own/work.h>

struct task_box {
	struct kref refs;
	struct work_struct sweep;
	struct delayed_work expire;
	unsigned int left;
};

void task_box_free(struct task_box *box);
DEFINE_OWN(task_box_own, struct task_box, task_box_free);
DEFINE_OWN_REF(task_box_ref, task_box_own, struct task_box, refs);

void sweep(struct task_box_ref box);
DEFINE_OWN_WORK(sweeper, task_box_ref, struct task_box, sweep, sweep);


int later(struct workqueue_struct *queue, struct task_box *box)
{
	own_auto(task_box_ref, b, task_box_ref_get(box));

	if (own_rest(b, sweeper_queue(queue, own_take(b))))
		return -EBUSY;
#ifdef MENDED
	return box->left;
#else
	return own_use(b)->left;	/* ERROR */
#endif
}
