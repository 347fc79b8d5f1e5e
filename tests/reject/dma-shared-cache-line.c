// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: what the device writes shares a cache line with what the CPU writes
 * Rust: none
 * gcc: error: static assertion failed: "own: the cache lines of status are not its own
 * clang context-analysis: error: static assertion failed .*own: the cache lines of status are not its own
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: static assertion failed: "own: the cache lines of status are not its own
 */
#include "../prelude.h"
#include <own/dma.h>

struct frame {
	struct own_dma_mapping mapping;
	u8 data[1500] __aligned(ARCH_DMA_MINALIGN);
};
DEFINE_OWN(frame_own, struct frame, OWN_KMALLOC);
DEFINE_OWN_DMA(frame_tx, frame_own, struct frame, mapping, data, DMA_TO_DEVICE);
struct request {
	struct own_dma_mapping mapping;
#ifdef MENDED
	u32 retries;
	u8 status[13] __aligned(ARCH_DMA_MINALIGN);
#else
	u8 retries;
	u8 status[13];
#endif
};
DEFINE_OWN(request_own, struct request, OWN_KMALLOC);
DEFINE_OWN_DMA(request_rx, request_own, struct request, mapping, status, DMA_FROM_DEVICE);	/* ERROR */
