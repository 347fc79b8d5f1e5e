// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a window is used without a look whether it was mapped
 * Rust: E0599
 * gcc clang: error: own: 'r' is used here, but on some path own_none\(\) was not asked
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle own-check: silent: the compilers reject it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/mmio.h>

DEFINE_OWN_MMIO(adc_regs, 0x40);
OWN_REGISTER(adc_regs, adc_id, 0x00, 32, ro);
OWN_REGISTER(adc_regs, adc_control, 0x04, 32, rw);

int adc_probe(struct device *device, const struct resource *resource)
{
	own_auto(adc_regs, r, adc_regs_map(device, resource));

#ifdef MENDED
	if (own_none(r))
		return own_err(r);
#endif
	return adc_id_read(own_use(r)) == 0xadc ? 0 : -ENODEV;	/* ERROR */
}
