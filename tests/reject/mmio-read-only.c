// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a register that may only be read is written
 * Rust: E0599 (with a register type); Io has no such check
 * gcc: error: implicit declaration of function .adc_id_write.
 * clang: error: call to undeclared function 'adc_id_write'
 * context-analysis: silent: the compilers reject it
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: undefined identifier
 */
#include "../prelude.h"
#include <own/mmio.h>

DEFINE_OWN_MMIO(adc_regs, 0x40);
OWN_REGISTER(adc_regs, adc_id, 0x00, 32, ro);
OWN_REGISTER(adc_regs, adc_control, 0x04, 32, rw);

void adc_reset(struct adc_regs_window *regs)
{
#ifdef MENDED
	adc_control_write(regs, 0);
#else
	adc_id_write(regs, 0);	/* ERROR */
#endif
}
