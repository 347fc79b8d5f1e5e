// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function is lent an object, and frees it
 * Rust: E0507
 * gcc clang: silent: the free function takes any pointer
 * context-analysis: silent: the free function takes any pointer
 * coccinelle: silent: no rule looks for it
 * sparse: silent: the free function takes any pointer
 * own-check: warning: own: the object of 'p' is freed by hand here, and its owner will drop it again
 */
#include "../prelude.h"

#ifdef MENDED
static int refuse(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

	return own_use(p)->len ? -EBADMSG : -ENODATA;
}
#else
static int refuse(struct parcel *parcel)
{
	int err = parcel->len ? -EBADMSG : -ENODATA;

	parcel_free(parcel);
	return err;
}
#endif

int receive(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));

	if (own_none(p))
		return own_err(p);
	if (parcel_check(own_use(p)))
#ifdef MENDED
		return refuse(own_take(p));
#else
		return refuse(own_mut(p));	/* ERROR: own-check */
#endif
	parcel_send(own_take(p));
	return 0;
}
