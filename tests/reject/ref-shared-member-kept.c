// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a wait queue in a counted object is used after the reference was dropped
 * Rust: E0505
 * gcc clang context-analysis: silent: the pointer is not followed
 * own-check: warning: own: a pointer that was had from 'b' is passed on after that ended
 * coccinelle: silent: it does not follow pointers, own-check does
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

void release(struct box_ref box)
{
	own_auto(box_ref, b, box);

#ifdef MENDED
	wake_up(own_shared(&own_use(b)->readers));
	own_drop(box_ref, b);
#else
	wait_queue_head_t *readers = own_shared(&own_use(b)->readers);

	own_drop(box_ref, b);
	wake_up(readers);	/* ERROR: own-check */
#endif
}
