// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a member that owns: put, replace, look, change and take
 */
#include "../prelude.h"

int box_spare(const struct box *box, size_t len)
{
	own_auto(parcel_own, p, parcel_new(len));

	if (own_none(p))
		return own_err(p);
	own_guard(mutex, settings, &box->settings);
	{
		own_peek(parcel_own, held, &settings->spare);
		if (!own_none(held) && own_use(held)->len >= len)
			return -EEXIST;
	}
	own_auto(parcel_own, old, parcel_own_swap(&settings->spare, own_take(p)));
	if (!own_none(old))
		pr_debug("replaced %zu bytes\n", own_use(old)->len);
	return 0;
}

int box_give_spare(const struct box *box)
{
	own_auto(parcel_own, p);

	own_scoped_guard(mutex, settings, &box->settings)
		own_refill(parcel_own, p, parcel_own_take_from(&settings->spare));
	if (own_none(p))
		return own_err(p);
	parcel_send(own_take(p));
	return 0;
}
