// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a register is read by hand, at an offset that user space chose
 * Rust: none (private; unsafe)
 * gcc: error: attempt to use poisoned "readl"
 * clang context-analysis: error: attempt to use a poisoned identifier
 * coccinelle own-check: silent: the compilers reject it
 * sparse: silent: it knows no poison
 */
#include "../prelude.h"
#include <own/mmio.h>

DEFINE_OWN_MMIO(adc_regs, 0x40);
OWN_REGISTER(adc_regs, adc_id, 0x00, 32, ro);
OWN_REGISTER(adc_regs, adc_control, 0x04, 32, rw);
OWN_REGISTERS(adc_regs, adc_any, 0x00, 32, 16, ro);

#include <own/strict.h>

#ifdef MENDED
int adc_ioctl(const struct adc_regs_window *regs, unsigned long number, u32 *value)
{
	return adc_any_read(regs, number, value);
}
#else
int adc_ioctl(void __iomem *regs, unsigned long number, u32 *value)
{
	*value = readl(regs + number * sizeof(u32));	/* ERROR */
	return 0;
}
#endif
