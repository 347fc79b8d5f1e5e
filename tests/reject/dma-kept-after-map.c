// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the CPU writes to a mapped buffer by a pointer that was kept
 * Rust: E0505
 * gcc clang: silent: they follow owners, not pointers
 * context-analysis: silent: reading a member is no call
 * own-check: warning: own: a pointer that was had from 'f' is used after that ended
 * coccinelle: silent: it does not follow owners
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

int nic_send(struct device *device, struct frame_own frame, struct frame_tx_slot *sending)
{
	own_auto(frame_own, f, frame);
	u8 *data = own_mut(f)->data;

#ifdef MENDED
	data[0] = 1;
#endif
	own_auto(frame_tx, mapped, frame_tx_map(device, own_take(f), 64));
	if (own_none(mapped))
		return own_err(mapped);
#ifndef MENDED
	data[0] = 1;	/* ERROR: own-check */
#endif
	frame_tx_set(sending, own_take(mapped));
	return 0;
}
