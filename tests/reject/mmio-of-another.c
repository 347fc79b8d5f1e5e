// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a register of another device is read in this window
 * Rust: E0308
 * gcc: error: passing argument 1 of .dac_level_read. from incompatible pointer type
 * clang: error: incompatible pointer types passing
 * context-analysis: silent: the compilers reject it
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: incorrect type in argument 1
 */
#include "../prelude.h"
#include <own/mmio.h>

DEFINE_OWN_MMIO(adc_regs, 0x40);
OWN_REGISTER(adc_regs, adc_id, 0x00, 32, ro);
OWN_REGISTER(adc_regs, adc_control, 0x04, 32, rw);
DEFINE_OWN_MMIO(dac_regs, 0x1000);
OWN_REGISTER(dac_regs, dac_level, 0x800, 32, rw);

u32 adc_level(const struct adc_regs_window *adc, const struct dac_regs_window *dac)
{
#ifdef MENDED
	return dac_level_read(dac);
#else
	return dac_level_read(adc);	/* ERROR */
#endif
}
