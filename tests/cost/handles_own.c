// SPDX-License-Identifier: GPL-2.0-only
/* How the parcel driver finds what a handle names: its own file, as it is. */
#include "parcel_layout.h"

/*
 * cost: parcel_file_box: gcc +3, clang 0: gcc leaves the errnos to a way of their own.
 */

/*
 * cost: parcel_file_content: gcc -4, clang +2: gcc shares one way out with the errnos;
 * clang tests bit by bit what it selects from by hand.
 */

#include "../../driver/safe/file.c"
