// SPDX-License-Identifier: GPL-2.0-only
/*
 * The unit that computes.
 */
#include "edu_internal.h"

#include "trace.h"
#include <own/strict.h>

static bool has_computed(const struct edu_hw *hw)
{
	return !hw->computing;
}

static int start(const struct edu *edu, u32 number)
{
	own_guard(spinlock_irqsave, hw, &edu->hw);
	own_peek(edu_regs, regs, &hw->regs);

	if (own_none(regs))
		return -ENODEV;
	hw->computing = true;
	edu_number_write(own_mut(regs), number);
	return 0;
}

static int finish(const struct edu *edu, u32 *result)
{
	own_guard(spinlock_irqsave, hw, &edu->hw);
	own_peek(edu_regs, regs, &hw->regs);

	if (own_none(regs))
		return -ENODEV;
	*result = hw->result;
	return 0;
}

/* The caller has the turn. Somebody who gave up may have left the unit at work. */
static int compute(const struct edu *edu, struct edu_factorial *request)
{
	int err;

	err = edu_wait(edu, has_computed, request->timeout);
	if (err)
		return err;
	err = start(edu, request->number);
	if (err)
		return err;
	trace_edu_compute(edu, request->number);
	err = edu_wait(edu, has_computed, request->timeout);
	return err ?: finish(edu, &request->result);
}

int edu_compute(const struct edu *edu, struct edu_factorial *request, bool nonblock)
{
	if (request->flags)
		return -EINVAL;
	if (request->number > EDU_MAX_FACTORIAL)
		return -ERANGE;
	if (nonblock) {
		own_guard_try(mutex_try, turn, &edu->compute, -EAGAIN);
		if (own_none(turn))
			return own_err(turn);
		own_use(turn)->number++;
		return compute(edu, request);
	}
	own_guard_try(mutex_intr, turn, &edu->compute, -ERESTARTSYS);
	if (own_none(turn))
		return own_err(turn);
	own_use(turn)->number++;
	return compute(edu, request);
}
