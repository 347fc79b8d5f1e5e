// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a buffer is mapped by hand, and nobody asks whether that failed
 * Rust: none (private; unsafe)
 * gcc: error: attempt to use poisoned "dma_map_single"|implicit declaration of function
 * clang context-analysis: error: attempt to use a poisoned identifier|call to undeclared function
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: undefined identifier
 */
#include "../prelude.h"
#include <own/dma.h>

struct frame {
	struct own_dma_mapping mapping;
	u8 data[1500] __aligned(ARCH_DMA_MINALIGN);
};
DEFINE_OWN(frame_own, struct frame, OWN_KMALLOC);
DEFINE_OWN_DMA(frame_tx, frame_own, struct frame, mapping, data, DMA_TO_DEVICE);

#include <own/strict.h>

#ifdef MENDED
struct frame_tx_result nic_send(struct device *device, struct frame_own frame)
{
	return frame_tx_map(device, frame, 64);
}
#else
dma_addr_t nic_send(struct device *device, struct frame *frame)
{
	return dma_map_single(device, frame->data, sizeof(frame->data), DMA_TO_DEVICE);	/* ERROR */
}
#endif
