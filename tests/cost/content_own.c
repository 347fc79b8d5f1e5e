// SPDX-License-Identifier: GPL-2.0-only
/* How the parcel driver makes a parcel, and looks at it: its own file, as it is. */
#include "parcel_layout.h"

/*
 * cost: content_from_user: gcc +97, clang +49: the range of a record is clamped, though
 * nothing is read there; and what ends a content, as far as it got, is called in each way
 * out.
 */

/*
 * cost: content_from_iter: gcc +33, clang -3: the number
 * of elements is compared with what the count can say; what ends a content counts here,
 * with its index, which this one never has.
 */

/*
 * cost: content_read: gcc 0: gcc makes the slice first, and compares then.
 */

/*
 * cost: content_read_index: gcc +1, clang +2: a content without index has a slice of
 * length 0, which is copied like any other.
 */

/*
 * cost: content_record: gcc +2, clang +5: a content without index has a slice of
 * length 0, which is looked into like any other.
 */

/*
 * cost: parcel_new: gcc +113, clang +149: a parcel that is not finished ends as any
 * other does, and all of that counts here; by hand its memory is freed.
 */

/*
 * cost: parcel_hold: gcc +1, clang +2: each look at the holder tests whether there is
 * one, and who pays is a function that is called twice.
 */

#include "../../driver/safe/content.c"
