// SPDX-License-Identifier: GPL-2.0-only
/*
 * The hot paths of the parcel driver: its own file, as it is. Both sides call the same functions
 * of the driver's other files, parcel_content() among them, which by hand one might have inlined.
 */
#include "parcel_layout.h"

/*
 * cost: box_send: gcc +1, clang +2: the parcel that is handed back comes in a
 * second register, which is cleared when there is none.
 */

/*
 * cost: box_receive: gcc +30, clang +10: careful C knows from the count that
 * there is a head; parcel_queue_pop() tests for one, and gcc leaves dequeue()
 * out of line.
 */

/*
 * cost: box_peek: gcc +8, clang +8: parcel_queue_peek() tests for a head.
 */

/*
 * cost: box_give_back: gcc 0, clang 0: other registers, and a test the other
 * way round.
 */

/*
 * cost: box_move: gcc +37, clang +9: parcel_queue_peek() and parcel_queue_pop()
 * test for a head that is known to be there; gcc leaves dequeue() out of line.
 */

#include "../../driver/safe/transfer.c"
