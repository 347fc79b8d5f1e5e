// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a register is declared at an offset that is not aligned
 * Rust: none; checked when it runs
 * gcc: error: static assertion failed: "own: the register adc_scale is not aligned
 * clang context-analysis: error: static assertion failed .*own: the register adc_scale is not aligned
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: static assertion failed: "own: the register adc_scale is not aligned
 */
#include "../prelude.h"
#include <own/mmio.h>

DEFINE_OWN_MMIO(adc_regs, 0x40);
OWN_REGISTER(adc_regs, adc_id, 0x00, 32, ro);
OWN_REGISTER(adc_regs, adc_control, 0x04, 32, rw);
#ifdef MENDED
OWN_REGISTER(adc_regs, adc_scale, 0x0c, 32, rw);
#else
OWN_REGISTER(adc_regs, adc_scale, 0x0e, 32, rw);	/* ERROR */
#endif
