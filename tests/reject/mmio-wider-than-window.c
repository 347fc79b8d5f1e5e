// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the last register is read wider than it is, beyond the window
 * Rust: E0080
 * gcc: error: static assertion failed: "own: the register adc_last is not (inside|aligned)
 * clang context-analysis: error: static assertion failed .*own: the register adc_last is not (inside|aligned)
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: static assertion failed: "own: the register adc_last is not (inside|aligned)
 */
#include "../prelude.h"
#include <own/mmio.h>

DEFINE_OWN_MMIO(adc_regs, 0x40);
OWN_REGISTER(adc_regs, adc_id, 0x00, 32, ro);
OWN_REGISTER(adc_regs, adc_control, 0x04, 32, rw);
#ifdef MENDED
OWN_REGISTER(adc_regs, adc_last, 0x3c, 32, rw);
#else
OWN_REGISTER(adc_regs, adc_last, 0x3c, 64, rw);	/* ERROR */
#endif
