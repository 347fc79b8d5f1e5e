// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a list whose elements are counted references
 */
#include "../prelude.h"

unsigned int drop_dead(struct box_list *list)
{
	unsigned int left = box_list_len(list);

	while (left--) {
		own_auto(box_ref, b, box_list_pop(list));
		bool dead = false;

		if (own_none(b))
			break;
		own_scoped_guard(spinlock, state, &own_use(b)->state)
			dead = state->dead;
		if (!dead)
			box_list_push(list, own_take(b));
	}
	return box_list_len(list);
}
