// SPDX-License-Identifier: GPL-2.0-only
/* How the parcel driver makes a parcel, and looks at it: its own file, as it is. */
#include "parcel_layout.h"

/*
 * cost: content_from_user: gcc +153, clang +112: a payload apart and one behind its header
 * are objects of two types, each with a function that allocates and one that fills; the
 * range of a record is clamped, though nothing is read there; and what ends a content, as
 * far as it got, is called in each way out.
 */

/*
 * cost: content_from_iter: gcc +57, clang +26: objects of two types, as above; the number
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
 * cost: parcel_new: gcc +135, clang +151: a parcel that is not finished ends as any
 * other does, and all of that counts here; by hand its memory is freed.
 */

/*
 * cost: parcel_hold: gcc +6, clang +7: each look at the holder tests whether there is
 * one, and who pays is a function that is called twice.
 */

#include "../../driver/safe/content.c"
