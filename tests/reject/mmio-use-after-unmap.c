// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a register is read after the window was unmapped
 * Rust: E0382
 * gcc clang: error: own: 'r' is used here, but on some path it was taken or dropped
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle own-check: silent: the compilers reject it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/mmio.h>

DEFINE_OWN_MMIO(adc_regs, 0x40);
OWN_REGISTER(adc_regs, adc_id, 0x00, 32, ro);
OWN_REGISTER(adc_regs, adc_control, 0x04, 32, rw);

u32 adc_finish(struct adc_regs regs)
{
	own_auto(adc_regs, r, regs);
	u32 id;

#ifdef MENDED
	id = adc_id_read(own_use(r));
	own_drop(adc_regs, r);
#else
	own_drop(adc_regs, r);
	id = adc_id_read(own_use(r));	/* ERROR */
#endif
	return id;
}
