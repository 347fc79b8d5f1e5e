// SPDX-License-Identifier: GPL-2.0-only
/*
 * The hot paths of the parcel driver: its own file, as it is. Both sides call the same functions
 * of the driver's other files.
 */
#include "parcel_layout.h"

/*
 * cost: box_send: gcc +9, clang +1: the parcel that is handed back comes in a
 * second register, which is cleared when there is none, and is tested before the
 * errno is.
 */

/*
 * cost: box_receive: gcc +6, clang +22: careful C knows from the count that there
 * is a head; own_peek() tests for one. There are two ways to leave the line.
 */

/*
 * cost: box_peek: gcc +8, clang +25: own_peek() tests for a head; there are two
 * ways to leave the line.
 */

/*
 * cost: box_received: gcc -4: the lock at the end of a scope is not tested.
 */

/*
 * cost: box_give_back: gcc -4, clang -6: what frees the parcel by hand tests it first, and so
 * does what unlocks; own knows that there is one.
 */

/*
 * cost: box_move: gcc 0, clang +4: own_peek() tests for a head that is known to be
 * there.
 */

#include "../../driver/safe/transfer.c"
