// SPDX-License-Identifier: GPL-2.0-only
/* What the parcel driver does whenever a parcel is looked at: its own file, as it is. */
#include "parcel_layout.h"

/*
 * cost: content_read: gcc +3, clang +1: the error of own_bytes_sub() and that of
 * the copy are one variable, which gcc keeps in a register of its own; clang
 * tests a flag that it had made of both comparisons.
 */

/*
 * cost: content_record: gcc +2, clang +5: a content without index has a slice
 * of length 0, which is looked into like any other.
 */

#include "../../driver/safe/content.c"
