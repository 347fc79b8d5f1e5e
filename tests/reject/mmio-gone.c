// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a slot whose window remove may have taken is not asked
 * Rust: E0599
 * gcc clang: error: own: 'regs' is used here, but on some path own_none\(\) was not asked
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle own-check: silent: the compilers reject it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/mmio.h>

DEFINE_OWN_MMIO(adc_regs, 0x40);
OWN_REGISTER(adc_regs, adc_id, 0x00, 32, ro);
OWN_REGISTER(adc_regs, adc_control, 0x04, 32, rw);
#include <own/locked.h>

struct adc_hw {
	struct adc_regs_slot regs;
};

struct adc {
	OWN_LOCKED_IRQ(spinlock_t, struct adc_hw) hw;
};

int adc_off(const struct adc *adc)
{
	own_guard(spinlock_irqsave, hw, &adc->hw);
	own_peek(adc_regs, regs, &hw->regs);

#ifdef MENDED
	if (own_none(regs))
		return -ENODEV;
#endif
	adc_control_write(own_mut(regs), 0);	/* ERROR */
	return 0;
}
