// SPDX-License-Identifier: GPL-2.0-only
/* Correct code that no compiler can follow: OWN_PROVE=error rejects it. */
#include "parcel.h"

/* Volatile, so that nothing is known about it: the parcel is there if it is set. */
static volatile bool sent;

static int __init unproved_init(void)
{
	own_auto(parcel_own, p, parcel_new(1));

	if (own_none(p))
		return own_err(p);
	sent = true;
	if (sent)
		own_drop(parcel_own, p);
	if (!sent)
		own_drop(parcel_own, p);	/* taken twice, says the proof */
	return parcels ? -EBUSY : 0;
}
module_init(unproved_init);

static void __exit unproved_exit(void)
{
}
module_exit(unproved_exit);

MODULE_DESCRIPTION("own: code that does not pass a proof");
MODULE_LICENSE("GPL");
