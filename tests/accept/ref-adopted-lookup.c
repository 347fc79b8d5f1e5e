// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: an object of the kernel that may be dying is looked up
 */
#include "../prelude.h"
#include <linux/sched/mm.h>

DEFINE_OWN_REF_ADOPTED(mm_ref, struct mm_struct, mmget, mmput);
DEFINE_OWN_REF_LOOKUP(mm_ref, struct mm_struct, mmget_not_zero);

struct watcher {
	struct mm_struct *mm;	/* not counted; unregistered before it goes */
	struct mm_ref_slot busy;
};

int watcher_begin(struct watcher *watcher)
{
	own_auto(mm_ref, mm, mm_ref_get_unless_zero(watcher->mm));

	if (own_none(mm))
		return -ESRCH;
	mm_ref_set(&watcher->busy, own_take(mm));
	return 0;
}
