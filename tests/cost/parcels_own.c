// SPDX-License-Identifier: GPL-2.0-only
/* The calls of the parcel driver that send and receive: its own file, as it is. */
#include "parcel_layout.h"

/*
 * cost: call_send: gcc +3, clang +5: the writer goes on behind what was written.
 */

/*
 * cost: call_receive: gcc +5, clang +30: a way out for each result, and the writer goes on
 * behind what was written.
 */

/*
 * cost: call_take: gcc +33, clang +39: the functions of a table are inline, and by
 * hand in another file.
 */

/*
 * cost: call_read: gcc 0, clang 0: the result is kept in another register while the
 * reference is dropped.
 */

/*
 * cost: call_read_record: gcc +11, clang +7: the writer goes on behind what was
 * written, on each of three ways.
 */

/*
 * cost: call_forward: gcc +41, clang +37: the functions of a table are inline, and by
 * hand in another file; the parcel that is handed back is tested before the errno.
 */

/*
 * cost: call_move: gcc -7, clang +10: clang has a way out for each box that is an errno.
 */

#include "../../driver/safe/parcels.c"
