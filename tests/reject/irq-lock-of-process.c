// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the handler takes a lock that others hold with the interrupt on
 * Rust: none; it compiles, and hangs (lockdep reports it)
 * gcc: error: static assertion failed: "own: this function may interrupt who holds this lock
 * clang context-analysis: error: static assertion failed .* own: this function may interrupt who holds this lock
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: static assertion failed: "own: this function may interrupt who holds this lock
 */
#include "../prelude.h"
#include <own/irq.h>
#include <own/locked.h>

struct adc_samples {
	unsigned int sum;
};

struct adc {
	struct kref refs;
	struct own_irq_line line;
#ifdef MENDED
	OWN_LOCKED_IRQ(spinlock_t, struct adc_samples) samples;
#else
	OWN_LOCKED(spinlock_t, struct adc_samples) samples;
#endif
};
DEFINE_OWN(adc_own, struct adc, OWN_KMALLOC);
DEFINE_OWN_REF(adc_ref, adc_own, struct adc, refs);
DEFINE_OWN_IRQ(adc_irq, adc_ref, struct adc, line, adc_interrupt);

static irqreturn_t adc_interrupt(struct adc_irq_fired fired)
{
	own_irq_fired(adc, fired);
	own_guard(spinlock, samples, &adc->samples);	/* ERROR */

	samples->sum++;
	return IRQ_HANDLED;
}

struct adc_irq_result adc_begin(struct adc_ref adc, unsigned int number)
{
	return adc_irq_request(adc, number, 0, "adc");
}
