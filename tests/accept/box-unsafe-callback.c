// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: an object goes through a void pointer of the kernel and comes back
 */
#include "../prelude.h"

static void parcel_done(void *context)
{
	/* SAFETY: parcel_start() gave it up to this callback, which runs once. */
	own_auto(parcel_own, p, own_unsafe_from(parcel_own, (struct parcel *)context));

	own_mut(p)->sum++;
	parcel_send(own_take(p));
}

int start(void (*submit)(void (*done)(void *), void *), size_t len)
{
	own_auto(parcel_own, p, parcel_new(len));

	if (own_none(p))
		return own_err(p);
	/* SAFETY: parcel_done() takes it up again, and submit() calls it once. */
	submit(parcel_done, own_unsafe_into(p));
	return 0;
}
