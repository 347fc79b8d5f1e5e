// SPDX-License-Identifier: GPL-2.0-only
/* The calls of the parcel driver that send and receive: its own file, as it is. */
#include "parcel_layout.h"

/*
 * cost: call_send: gcc +13, clang +18: a result of another file may be nothing, which
 * is tested and has an errno; the writer goes on behind what was written.
 */

/*
 * cost: call_receive: gcc +34, clang +49: a result of another file may be nothing,
 * three times; a way out for each, and the writer goes on behind what was written.
 */

/*
 * cost: call_take: gcc +35, clang +42: the functions of a table are inline, and by
 * hand in another file; a result of another file may be nothing, twice.
 */

/*
 * cost: call_read: gcc +8, clang +5: what another file returned may be nothing, which
 * is tested and has an errno; the result is known before the reference is dropped, so
 * it is kept meanwhile.
 */

/*
 * cost: call_read_record: gcc +17, clang +13: what another file returned may be
 * nothing, which is tested and has an errno; the writer goes on behind what was
 * written, on each of three ways.
 */

/*
 * cost: call_forward: gcc +45, clang +46: the functions of a table are inline, and by
 * hand in another file; a box that is nothing is tested for; the parcel that is handed
 * back is tested before the errno.
 */

/*
 * cost: call_move: gcc +4, clang +17: a box that is nothing is tested for and has an
 * errno, twice.
 */

#include "../../driver/safe/parcels.c"
