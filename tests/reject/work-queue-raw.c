// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: work is queued for an object that nobody keeps alive
 * Rust: E0308
 * gcc: error: incompatible type for argument 2 of 'sweeper_queue'
 * clang context-analysis: error: passing 'struct task_box \*' to parameter of incompatible type 'struct task_box_ref'
 * coccinelle: silent: no rule looks for it
 * sparse: warning: incorrect type in argument 2 \(invalid types\)
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


void later(struct workqueue_struct *queue, struct task_box *box)
{
#ifdef MENDED
	own_auto(task_box_ref, b, task_box_ref_get(box));

	own_rest(b, sweeper_queue(queue, own_take(b)));
#else
	(void)sweeper_queue(queue, box);	/* ERROR */
#endif
}
