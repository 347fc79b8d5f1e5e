// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a frame that is mapped for the device, found by who is told that it was sent, and used again
 */
#include "../prelude.h"
#include <own/dma.h>
#include <own/locked.h>

struct frame {
	struct own_dma_mapping mapping;
	u8 data[1500] __aligned(ARCH_DMA_MINALIGN);
};
DEFINE_OWN(frame_own, struct frame, OWN_KMALLOC);
DEFINE_OWN_DMA(frame_tx, frame_own, struct frame, mapping, data, DMA_TO_DEVICE);
DEFINE_OWN_DMA(frame_rx, frame_own, struct frame, mapping, data, DMA_FROM_DEVICE);

struct nic_hw {
	struct frame_tx_slot sending;
};

struct nic {
	OWN_LOCKED_IRQ(spinlock_t, struct nic_hw) hw;
	struct own_coherent_slot ring;
};
DEFINE_OWN(nic_own, struct nic, OWN_KMALLOC, own_locked_member(frame_tx, hw, sending),
	   own_member(own_coherent, ring));

#include <own/strict.h>

void nic_kick(dma_addr_t address);

int nic_send(const struct nic *nic, struct device *device, struct frame_own frame)
{
	own_auto(frame_tx, mapped, frame_tx_map(device, frame, 64));
	dma_addr_t address;

	if (own_none(mapped))
		return own_err(mapped);
	address = frame_tx_address(own_use(mapped));
	own_scoped_guard(spinlock_irqsave, hw, &nic->hw)
		frame_tx_set(&hw->sending, own_take(mapped));
	nic_kick(address);
	return 0;
}

struct frame_own_result nic_sent(const struct nic *nic)
{
	own_auto(frame_tx, mapped);

	own_scoped_guard(spinlock_irqsave, hw, &nic->hw)
		own_refill(frame_tx, mapped, frame_tx_take_from(&hw->sending));
	if (own_none(mapped))
		return own_fail(frame_own, own_err(mapped));
	own_auto(frame_own, back, frame_tx_unmap(own_take(mapped)));
	own_mut(back)->data[0] = 0;
	return own_ok(back);
}

int nic_setup(struct nic *nic, struct device *device, dma_addr_t *address)
{
	own_auto(own_coherent, ring, own_coherent_alloc(device, 4096, GFP_KERNEL));

	if (own_none(ring))
		return own_err(ring);
	*address = own_coherent_address(own_use(ring));
	own_result(own_bytes_mut_item, first, own_bytes_mut_get(own_coherent_bytes(own_mut(ring)), 0));
	if (own_none(first))
		return own_err(first);
	*own_value(first) = 1;
	own_coherent_set(&nic->ring, own_take(ring));
	return 0;
}
