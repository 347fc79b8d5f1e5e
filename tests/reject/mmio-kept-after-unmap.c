// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the pointer to a window is kept, and used after it was unmapped
 * Rust: E0505
 * gcc clang: silent: they follow owners, not pointers
 * context-analysis: silent: the functions have no contract
 * own-check: warning: own: a pointer that was had from 'r' is passed on after that ended
 * coccinelle: silent: it does not follow owners
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
	const struct adc_regs_window *raw = own_use(r);
	u32 id;

#ifdef MENDED
	id = adc_id_read(raw);
	own_drop(adc_regs, r);
#else
	own_drop(adc_regs, r);
	id = adc_id_read(raw);	/* ERROR: own-check */
#endif
	return id;
}
