// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the callback takes another kind of reference
 * Rust: E0308
 * gcc: error: incompatible type for argument 1 of 'expire'
 * clang context-analysis: error: passing 'struct task_box_ref' to parameter of incompatible type 'struct box_ref'
 * coccinelle: silent: no rule looks for it
 * sparse: warning: incorrect type in argument 1 \(invalid types\)
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


#ifdef MENDED
void expire(struct task_box_ref box);
#else
void expire(struct box_ref box);
#endif
DEFINE_OWN_DELAYED_WORK(expiry, task_box_ref, struct task_box, expire, expire);	/* ERROR */
