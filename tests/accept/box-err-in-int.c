// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: the errno is kept in an int, as everywhere in the kernel, and tested
 */
#include "../prelude.h"

int check(struct box *box)
{
	own_auto(parcel_own, p, box_pop(box));
	int err = own_err(p);

	if (err)
		return err;
	if (own_use(p)->len > 16)
		err = -EMSGSIZE;
	return err;
}
