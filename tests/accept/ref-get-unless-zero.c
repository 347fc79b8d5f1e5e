// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a table holds no reference, so the lookup asks whether the object still lives
 */
#include "../prelude.h"

struct box_ref_result lookup(struct xarray *table, unsigned long index)
{
	own_auto(box_ref, found);
	struct box *candidate;

	rcu_read_lock();
	candidate = xa_load(table, index);
	if (candidate)
		own_refill(box_ref, found, box_ref_get_unless_zero(candidate));
	rcu_read_unlock();
	return own_pass(found);
}
