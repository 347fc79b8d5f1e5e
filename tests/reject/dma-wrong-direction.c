// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a buffer is unmapped in another direction
 * Rust: E0308
 * gcc: error: incompatible type for argument 1 of .frame_rx_unmap.
 * clang context-analysis: error: passing 'struct frame_tx' to parameter of incompatible type 'struct frame_rx'
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: incorrect type in argument 1
 */
#include "../prelude.h"
#include <own/dma.h>

struct frame {
	struct own_dma_mapping mapping;
	u8 data[1500] __aligned(ARCH_DMA_MINALIGN);
};
DEFINE_OWN(frame_own, struct frame, OWN_KMALLOC);
DEFINE_OWN_DMA(frame_tx, frame_own, struct frame, mapping, data, DMA_TO_DEVICE);
DEFINE_OWN_DMA(frame_rx, frame_own, struct frame, mapping, data, DMA_FROM_DEVICE);

void nic_done(struct frame_tx frame)
{
	own_auto(frame_tx, mapped, frame);
#ifdef MENDED
	own_auto(frame_own, back, frame_tx_unmap(own_take(mapped)));
#else
	own_auto(frame_own, back, frame_rx_unmap(own_take(mapped)));	/* ERROR */
#endif
}
