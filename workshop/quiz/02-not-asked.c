// SPDX-License-Identifier: GPL-2.0-only
/*
 * Question: parcel_new() may fail; in all our tests it never did. Does this compile?
 * a: No: own_none() was not asked.
 * b: Yes, with a warning.
 * c: Yes. The day memory is short, it is an oops.
 * Answer: a
 * gcc: error: own: 'p' is used here, but on some path own_none() was not asked whether it holds anything, or said that it does not (like Rust E0599)
 *
 * The result of an allocation is no parcel yet: it is a parcel or an errno. The compiler does not
 * care how likely the errno is.
 */
#include "../../tests/prelude.h"

int tag_of_new(size_t len)
{
	own_auto(parcel_own, p, parcel_new(len));

	return own_use(p)->tag;	/* ERROR */
}
