// SPDX-License-Identifier: GPL-2.0-only
/*
 * Question: Does this compile?
 * a: No: i is not proved to be less than the length.
 * b: Yes. own_slice_at() compares i when it runs, and stops.
 * c: Yes. It reads one byte too many.
 * Answer: a
 * gcc: error: own: 'i' is not proved to be less than own_slice_len(s); copy both to locals and test them, or use the checked _get()
 *
 * own_slice_at() has no check at run time; it wants to be proved. With < in place of <= the loop's
 * condition is the proof, and no check is left in the machine code.
 */
#include "../../tests/prelude.h"
#include <own/slice.h>

u32 sum_of(struct own_bytes s)
{
	u32 sum = 0;

	for (size_t i = 0; i <= own_slice_len(s); i++)
		sum += own_slice_at(s, i);	/* ERROR */
	return sum;
}
