/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COST_H
#define COST_H

/*
 * What a pair is.
 *
 * COST(name_plain) is careful C as kernel people write it by hand: cleanup.h,
 * guards, kref, the checks that belong there. COST(name_own) does the same with
 * own. The compiler must emit both, whole and apart: never inlined, never
 * specialised for a caller that passes a constant.
 *
 * Both of a pair use the same types where they can. Where the shape of the data
 * differs (a lock beside the data, a lock around the data) the members lie in the
 * same order, so that the offsets are the same.
 */
#define COST(name)	noinline __used name

#endif /* COST_H */
