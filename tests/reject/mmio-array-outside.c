// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: of an array of registers the last is not inside the window
 * Rust: none; checked when it runs
 * gcc: error: static assertion failed: "own: the registers adc_sample are not inside the window adc_regs
 * clang context-analysis: error: static assertion failed .*own: the registers adc_sample are not inside the window adc_regs
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: static assertion failed: "own: the registers adc_sample are not inside the window adc_regs
 */
#include "../prelude.h"
#include <own/mmio.h>

DEFINE_OWN_MMIO(adc_regs, 0x40);
OWN_REGISTER(adc_regs, adc_id, 0x00, 32, ro);
OWN_REGISTER(adc_regs, adc_control, 0x04, 32, rw);
#ifdef MENDED
OWN_REGISTERS(adc_regs, adc_sample, 0x20, 32, 8, ro);
#else
OWN_REGISTERS(adc_regs, adc_sample, 0x20, 32, 9, ro);	/* ERROR */
#endif
