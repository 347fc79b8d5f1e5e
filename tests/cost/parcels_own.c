// SPDX-License-Identifier: GPL-2.0-only
/* How the parcel driver reads from a parcel that was taken: its own file, as it is. */
#include "parcel_layout.h"

/*
 * cost: call_read: gcc +17, clang +6: what another file returned may be nothing, which
 * is tested and has an errno; the result is known before the reference is dropped, so
 * it is kept meanwhile, on each of two ways out.
 */

#include "../../driver/safe/parcels.c"
