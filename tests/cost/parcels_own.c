// SPDX-License-Identifier: GPL-2.0-only
/* How the parcel driver reads from a parcel that was taken: its own file, as it is. */
#include "parcel_layout.h"

/*
 * cost: call_read: gcc -5, clang +1: by hand gcc tests the result of the copy
 * after the borrow has ended and keeps two ways out; clang tests once more
 * whether what the table holds is an errno.
 */

#include "../../driver/safe/parcels.c"
