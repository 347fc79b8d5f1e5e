// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: readers and a writer of data under an rwsem
 */
#include "../prelude.h"

unsigned int capacity_of(struct box *box)
{
	own_guard(rwsem_read, defaults, &box->defaults);

	return defaults->capacity;
}

int set_capacity(struct box *box, unsigned int capacity)
{
	if (!capacity)
		return -EINVAL;
	own_guard(rwsem_write, defaults, &box->defaults);
	defaults->capacity = capacity;
	return 0;
}
