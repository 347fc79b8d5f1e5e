// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: registers that are in a slot under a lock, which remove empties
 */
#include "../prelude.h"
#include <own/locked.h>
#include <own/mmio.h>
#include <own/ref.h>

DEFINE_OWN_MMIO(adc_regs, 0x40);
OWN_REGISTER(adc_regs, adc_id, 0x00, 32, ro);
OWN_REGISTER(adc_regs, adc_control, 0x04, 32, rw);
OWN_REGISTER(adc_regs, adc_kick, 0x08, 8, wo);
OWN_REGISTERS(adc_regs, adc_sample, 0x20, 16, 8, rw);

struct adc_hw {
	struct adc_regs_slot regs;
};

struct adc {
	struct kref refs;
	OWN_LOCKED_IRQ(spinlock_t, struct adc_hw) hw;
};
DEFINE_OWN(adc_own, struct adc, OWN_KMALLOC, own_locked_member(adc_regs, hw, regs));
DEFINE_OWN_REF(adc_ref, adc_own, struct adc, refs);

#include <own/strict.h>

struct adc_ref_result adc_make(struct device *device, const struct resource *resource)
{
	own_auto(adc_regs, regs, adc_regs_map(device, resource));

	if (own_none(regs))
		return own_fail(adc_ref, own_err(regs));
	if (adc_id_read(own_use(regs)) != 0xadc)
		return own_fail(adc_ref, -ENODEV);
	adc_kick_write(own_mut(regs), 1);
	own_auto(adc_own, new, own_alloc(adc_own, GFP_KERNEL));
	if (own_none(new))
		return own_fail(adc_ref, own_err(new));
	own_locked_init(&own_mut(new)->hw);
	adc_regs_set(&own_locked_mut(&own_mut(new)->hw)->regs, own_take(regs));
	own_auto(adc_ref, adc, adc_ref_share(own_take(new)));
	return own_ok(adc);
}

int adc_get(const struct adc *adc, size_t index, u16 *value)
{
	own_guard(spinlock_irqsave, hw, &adc->hw);
	own_peek(adc_regs, regs, &hw->regs);

	if (own_none(regs))
		return -ENODEV;
	adc_control_write(own_mut(regs), adc_control_read(own_use(regs)) | 1);
	return adc_sample_read(own_use(regs), index, value);
}

void adc_remove(const struct adc *adc)
{
	own_auto(adc_regs, regs);

	own_scoped_guard(spinlock_irqsave, hw, &adc->hw)
		own_refill(adc_regs, regs, adc_regs_take_from(&hw->regs));
}
