// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a mapping is thrown away while the device reads it
 * Rust: none (unused_must_use; it would be unmapped at once)
 * gcc: error: ignoring return value of type .struct frame_tx_result., declared with attribute .nodiscard.
 * clang: error: ignoring return value of type 'frame_tx_result' declared with 'nodiscard' attribute
 * context-analysis: silent: the compilers reject it
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

#ifdef MENDED
struct frame_tx_result nic_send(struct device *device, struct frame_own frame)
{
	return frame_tx_map(device, frame, 64);
}
#else
void nic_send(struct device *device, struct frame_own frame)
{
	frame_tx_map(device, frame, 64);	/* ERROR */
}
#endif
