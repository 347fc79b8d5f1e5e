// SPDX-License-Identifier: GPL-2.0-only
/* The open file of the parcel driver, and what its handles name: its own file, as it is. */
#include "parcel_layout.h"

/*
 * cost: parcel_file_box: gcc +3, clang 0: gcc leaves the errnos to a way of their own.
 */

/*
 * cost: parcel_file_content: gcc -4, clang +2: gcc shares one way out with the errnos;
 * clang tests bit by bit what it selects from by hand.
 */

/*
 * cost: parcel_file_new: gcc +128, clang +114: a file that is not finished ends as any
 * other does, its table included, and all of that counts here; by hand its memory is
 * freed.
 */

/*
 * cost: parcel_file_select: gcc +18, clang +18: the reference that the seat gets is taken
 * here, by hand in another file; what is set once is looked at before.
 */

#include "../../driver/safe/file.c"
