// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: locks that may not be had: interruptible, killable and tried
 */
#include "../prelude.h"

int resize(struct box *box, unsigned int capacity)
{
	own_guard_try(mutex_intr, settings, &box->settings, -ERESTARTSYS);

	if (own_none(settings))
		return own_err(settings);
	own_use(settings)->capacity = capacity;
	return 0;
}

int resize_if_free(struct box *box, unsigned int capacity)
{
	own_guard_try(mutex_try, settings, &box->settings, -EBUSY);

	if (own_none(settings))
		return own_err(settings);
	own_borrow(s, settings);
	if (s->capacity == capacity)
		return 0;
	s->capacity = capacity;
	return 1;
}
