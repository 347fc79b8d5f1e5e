// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct but rejected: a second object that is wanted or not, with a loop that fills the first
 * Rust: none (it compiles)
 * gcc: warning: own: 'receipt' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * gcc: warning: own: 'receipt' is taken or dropped here, but on some path own_none\(\) was not asked whether it holds anything
 * clang: silent: it joins the two conditions
 * context-analysis: silent: it does not prove
 * coccinelle: silent: it is correct
 * sparse: silent: it is correct
 */
#include "../prelude.h"

int send(const struct box *box, size_t len, bool with_receipt)
{
	u32 sum = 0;
	int err;

	own_auto(parcel_own, p, parcel_new(len));
	own_auto(parcel_own, receipt);
	if (own_none(p))
		return own_err(p);
	if (with_receipt) {
		err = own_refill(parcel_own, receipt, parcel_new(4));
		if (err)
			return err;
	}
	for (size_t i = 0; i < len; i++)
		sum += own_use(p)->data[i];
	own_mut(p)->sum = sum;
	err = own_rest(p, box_push(box, own_take(p)));
	if (err)
		return err;
#ifdef MENDED
	if (!own_none(receipt)) {
#else
	if (with_receipt) {
#endif
		own_mut(receipt)->sum = sum;	/* ERROR */
		parcel_send(own_take(receipt));	/* ERROR */
	}
	return 0;
}
