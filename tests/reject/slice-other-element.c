// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a slice of structures is passed as one of bytes
 * Rust: E0308
 * gcc: error: incompatible type for argument 1 of .checksum.
 * clang context-analysis: error: passing 'struct point_slice' to parameter of incompatible type 'struct own_bytes'
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: warning: incorrect type in argument 1 \(invalid types\)
 */
#include "../prelude.h"
#include <own/slice.h>

struct point {
	u32 x, y;
};

DEFINE_OWN_SLICE(point_slice, struct point);

u32 checksum(struct own_bytes bytes);

u32 checksum_of(struct point_slice points)
{
	u32 sum;

#ifdef MENDED
	sum = checksum(point_slice_bytes(points));
#else
	sum = checksum(points);	/* ERROR */
#endif
	return sum;
}
