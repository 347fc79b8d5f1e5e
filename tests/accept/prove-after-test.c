// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: facts that follow from tests, arithmetic and loops
 */
#include "../prelude.h"

int box_resize(struct box *box, unsigned int capacity, unsigned int step)
{
	unsigned int sum = 0;

	if (!capacity || !step || capacity > 64)
		return -EINVAL;
	own_prove(capacity <= 64, capacity_in_range, "own: the capacity is out of range");
	for (unsigned int i = 0; i < capacity; i++) {
		own_prove(i < 64, index_in_range, "own: the index is out of range");
		sum += i;
	}
	own_prove((sum & 7) < 8, mask, "own: the mask does not hold");
	own_guard(mutex, settings, &box->settings);
	settings->capacity = sum / step;
	return 0;
}
