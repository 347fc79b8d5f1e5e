// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a register is reached by an offset from the window
 * Rust: E0614
 * gcc: error: (arithmetic on a pointer to an incomplete type|invalid use of undefined type)
 * clang context-analysis: error: arithmetic on a pointer to an incomplete type
 * coccinelle own-check: silent: the compilers reject it
 * sparse: silent: it takes the size for one
 */
#include "../prelude.h"
#include <own/mmio.h>

DEFINE_OWN_MMIO(adc_regs, 0x40);
OWN_REGISTER(adc_regs, adc_id, 0x00, 32, ro);
OWN_REGISTER(adc_regs, adc_control, 0x04, 32, rw);

u32 adc_peek(const struct adc_regs_window *regs, unsigned int offset)
{
#ifdef MENDED
	return adc_control_read(regs);
#else
	return *(const u32 *)(regs + offset);	/* ERROR */
#endif
}
