// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the CPU reads a buffer by the owner that was mapped
 * Rust: E0382
 * gcc clang: error: own: 'f' is used here, but on some path it was taken or dropped
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

int nic_send(struct device *device, struct frame_own frame, u8 *first, struct frame_tx_slot *sending)
{
	own_auto(frame_own, f, frame);

#ifdef MENDED
	*first = own_use(f)->data[0];
#endif
	own_auto(frame_tx, mapped, frame_tx_map(device, own_take(f), 64));
	if (own_none(mapped))
		return own_err(mapped);
#ifndef MENDED
	*first = own_use(f)->data[0];	/* ERROR */
#endif
	frame_tx_set(sending, own_take(mapped));
	return 0;
}
