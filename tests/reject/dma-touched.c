// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the CPU writes to a buffer that is mapped for the device
 * Rust: E0502
 * gcc: error: invalid use of undefined type|dereferencing pointer to incomplete type
 * clang context-analysis: error: incomplete definition of type 'const struct frame_tx_device'
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: using member 'data' in incomplete struct
 */
#include "../prelude.h"
#include <own/dma.h>

struct frame {
	struct own_dma_mapping mapping;
	u8 data[1500] __aligned(ARCH_DMA_MINALIGN);
};
DEFINE_OWN(frame_own, struct frame, OWN_KMALLOC);
DEFINE_OWN_DMA(frame_tx, frame_own, struct frame, mapping, data, DMA_TO_DEVICE);

struct frame_tx nic_stamp(struct frame_tx frame, u8 stamp)
{
	own_auto(frame_tx, mapped, frame);

#ifdef MENDED
	(void)stamp;
#else
	own_use(mapped)->data[0] = stamp;	/* ERROR */
#endif
	return own_take(mapped);
}
