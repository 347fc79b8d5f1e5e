// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a register is declared that is not inside the window
 * Rust: E0080
 * gcc: error: static assertion failed: "own: the register adc_last is not inside the window adc_regs
 * clang context-analysis: error: static assertion failed .*own: the register adc_last is not inside the window adc_regs
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: static assertion failed: "own: the register adc_last is not inside the window adc_regs
 */
#include "../prelude.h"
#include <own/mmio.h>

DEFINE_OWN_MMIO(adc_regs, 0x40);
OWN_REGISTER(adc_regs, adc_id, 0x00, 32, ro);
OWN_REGISTER(adc_regs, adc_control, 0x04, 32, rw);
#ifdef MENDED
OWN_REGISTER(adc_regs, adc_last, 0x3c, 32, rw);
#else
OWN_REGISTER(adc_regs, adc_last, 0x40, 32, rw);	/* ERROR */
#endif
