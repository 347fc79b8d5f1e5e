// SPDX-License-Identifier: GPL-2.0-only
/*
 * Question: parcel_send() takes the parcel and may free it at once. Does this compile?
 * a: Yes. It returns the tag.
 * b: Yes. It may read freed memory, and only a sanitizer sees that.
 * c: No: the compiler refuses the call of parcel_send().
 * d: No: the compiler refuses the last line.
 * Answer: d
 * gcc: error: own: 'p' is used here, but on some path it was taken or dropped before (like Rust E0382)
 *
 * Handing on is right. It is the use behind it that is wrong: the parcel is somebody else's by
 * then. Read the tag first.
 */
#include "../../tests/prelude.h"

int send(size_t len)
{
	own_auto(parcel_own, p, parcel_new(len));

	if (own_none(p))
		return own_err(p);
	parcel_send(own_take(p));
	return own_use(p)->tag;	/* ERROR */
}
