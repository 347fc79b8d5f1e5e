// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a lock is tried in a loop; the object is put in when it was got
 */
#include "../prelude.h"

int store(const struct box *box, struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

	for (int i = 0; i < 10; i++) {
		own_guard_try(mutex_try, settings, &box->settings, -EBUSY);

		if (own_none(settings)) {
			cpu_relax();
			continue;
		}
		own_auto(parcel_own, old, parcel_own_swap(&own_use(settings)->spare, own_take(p)));
		if (!own_none(old))
			own_use(settings)->capacity--;
		return 0;
	}
	return own_rest(p, box_push(box, own_take(p)));
}
