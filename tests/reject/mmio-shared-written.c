// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a register is written by somebody who shares the window
 * Rust: none; Io writes through &self
 * gcc: error: passing argument 1 of .adc_control_write. discards .const. qualifier
 * clang: error: discards qualifiers
 * context-analysis: silent: the compilers reject it
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: incorrect type in argument 1 \(different modifiers\)
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

#ifdef MENDED
void adc_off(struct adc_regs_window *regs)
#else
void adc_off(const struct adc_regs_window *regs)
#endif
{
	adc_control_write(regs, 0);	/* ERROR */
}
