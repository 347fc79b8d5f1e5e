// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: waits with the functions of the kernel, in a file that forbids it
 * Rust: #![forbid(unsafe_code)]
 * gcc: error: (attempt to use poisoned|implicit declaration of function)
 * clang: error: (attempt to use a poisoned identifier|call to undeclared function)
 * context-analysis: error: attempt to use a poisoned identifier
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: undefined identifier
 */
#include "../prelude.h"
#include <own/wait.h>
#ifndef MENDED
#include <own/strict.h>
#endif

int raw_wait(wait_queue_head_t *head, bool *ready)
{
	return wait_event_interruptible(*head, *ready);	/* ERROR */
}

int raw_wait_for(struct completion *done)
{
	if (!wait_for_completion_timeout(done, HZ))	/* ERROR: gcc clang context-analysis */
		return -ETIMEDOUT;
	return wait_for_completion_killable(done);	/* ERROR: gcc clang context-analysis */
}
