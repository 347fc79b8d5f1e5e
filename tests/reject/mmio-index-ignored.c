// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: nobody looks whether there is a register of that number
 * Rust: none (unused_must_use warns)
 * gcc: error: ignoring return value of .adc_sample_read.
 * clang: error: ignoring return value of function
 * context-analysis: silent: the compilers reject it
 * coccinelle own-check: silent: the compilers reject it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/mmio.h>

DEFINE_OWN_MMIO(adc_regs, 0x40);
OWN_REGISTER(adc_regs, adc_id, 0x00, 32, ro);
OWN_REGISTER(adc_regs, adc_control, 0x04, 32, rw);
OWN_REGISTERS(adc_regs, adc_sample, 0x20, 32, 8, ro);

int adc_get(const struct adc_regs_window *regs, unsigned int index, u32 *value)
{
#ifdef MENDED
	return adc_sample_read(regs, index, value);
#else
	adc_sample_read(regs, index, value);	/* ERROR */
	return 0;
#endif
}
