// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the error path unmaps a buffer that was unmapped
 * Rust: E0382
 * gcc clang: error: own: 'mapped' is taken or dropped here, but on some path it was taken or dropped before
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle own-check: silent: the compilers reject it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/dma.h>

struct frame {
	struct own_dma_mapping mapping;
	u8 data[1500] __aligned(ARCH_DMA_MINALIGN);
};
DEFINE_OWN(frame_own, struct frame, OWN_KMALLOC);
DEFINE_OWN_DMA(frame_tx, frame_own, struct frame, mapping, data, DMA_TO_DEVICE);

struct frame_own nic_abort(struct frame_tx frame, bool late)
{
	own_auto(frame_tx, mapped, frame);
	own_auto(frame_own, back, frame_tx_unmap(own_take(mapped)));

#ifndef MENDED
	if (late) {
		own_auto(frame_own, again, frame_tx_unmap(own_take(mapped)));	/* ERROR */
	}
#endif
	return own_take(back);
}
