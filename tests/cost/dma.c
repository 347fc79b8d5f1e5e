// SPDX-License-Identifier: GPL-2.0-only
/* What mapped buffers cost: what is stored about them, once. */
#include <own/dma.h>
#include "cost.h"

struct frame {
	struct own_dma_mapping mapping;
	u8 data[1500] __aligned(ARCH_DMA_MINALIGN);
};

struct plain_frame {
	struct device *device;
	dma_addr_t address;
	size_t size;
	u8 data[1500] __aligned(ARCH_DMA_MINALIGN);
};
static_assert(sizeof(struct frame) == sizeof(struct plain_frame));

void frame_destroy(struct frame *frame);
void plain_frame_destroy(struct plain_frame *frame);
void nic_kick(dma_addr_t address);

DEFINE_OWN(frame_own, struct frame, frame_destroy);
DEFINE_OWN_DMA(frame_tx, frame_own, struct frame, mapping, data, DMA_TO_DEVICE);

/* Map, and tell the device. */

static struct plain_frame *COST(map_plain)(struct device *device, struct plain_frame *frame)
{
	frame->address = dma_map_single(device, frame->data, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(device, frame->address)) {
		plain_frame_destroy(frame);
		return ERR_PTR(-ENOMEM);
	}
	frame->device = device;
	frame->size = 64;
	nic_kick(frame->address);
	return frame;
}

/*
 * cost: map: gcc 0, clang 0: address, device and size are stored in another order, once it is
 * known that it went well.
 */
static struct frame_tx_result COST(map_own)(struct device *device, struct frame_own frame)
{
	own_auto(frame_tx, mapped, frame_tx_map(device, frame, 64));

	if (own_none(mapped))
		return own_fail(frame_tx, own_err(mapped));
	nic_kick(frame_tx_address(own_use(mapped)));
	return own_ok(mapped);
}

/* Unmap, and look at what is there. */

static u8 COST(unmap_plain)(struct plain_frame *frame)
{
	u8 first;

	dma_unmap_single(frame->device, frame->address, frame->size, DMA_TO_DEVICE);
	first = frame->data[0];
	plain_frame_destroy(frame);
	return first;
}

/* cost: unmap: gcc 0, clang 0: the destructor is called by another name. */
static u8 COST(unmap_own)(struct frame_tx mapped)
{
	own_auto(frame_own, frame, frame_tx_unmap(mapped));

	return own_use(frame)->data[0];
}
