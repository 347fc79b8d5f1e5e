// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the bytes of coherent memory are used after it was freed
 * Rust: E0505
 * gcc clang: silent: they follow owners, not slices
 * context-analysis: silent: the functions have no contract
 * own-check: warning: own: a pointer that was had from 'r' is used after that ended
 * coccinelle: silent: it does not follow owners
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/dma.h>

u32 ring_end(struct own_coherent ring)
{
	own_auto(own_coherent, r, ring);
	struct own_bytes_mut bytes = own_coherent_bytes(own_mut(r));
	u32 first = 0;

	if (!own_slice_len(bytes))
		return 0;
#ifdef MENDED
	first = own_slice_at(bytes, 0);
	own_drop(own_coherent, r);
#else
	own_drop(own_coherent, r);
	first = own_slice_at(bytes, 0);	/* ERROR: own-check */
#endif
	return first;
}
