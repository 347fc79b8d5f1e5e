// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a mapping is used without a look whether it failed
 * Rust: E0599
 * gcc clang: error: own: 'mapped' is (used|taken or dropped) here, but on some path own_none\(\) was not asked
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

int nic_send(struct device *device, struct frame_own frame, dma_addr_t *address,
	     struct frame_tx_slot *sending)
{
	own_auto(frame_tx, mapped, frame_tx_map(device, frame, 64));

#ifdef MENDED
	if (own_none(mapped))
		return own_err(mapped);
#endif
	*address = frame_tx_address(own_use(mapped));	/* ERROR */
	frame_tx_set(sending, own_take(mapped));	/* ERROR */
	return 0;
}
