// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an ioctl holds the lock that the handler wants, with the interrupt on
 * Rust: none; it compiles, and hangs (lockdep reports it)
 * gcc: error: static assertion failed: "own: an interrupt or a timer may want this lock while it is held here
 * clang context-analysis: error: static assertion failed .* own: an interrupt or a timer may want this lock while it is held here
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: static assertion failed: "own: an interrupt or a timer may want this lock while it is held here
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
	OWN_LOCKED_IRQ(spinlock_t, struct adc_samples) samples;
};
DEFINE_OWN(adc_own, struct adc, OWN_KMALLOC);
DEFINE_OWN_REF(adc_ref, adc_own, struct adc, refs);
DEFINE_OWN_IRQ(adc_irq, adc_ref, struct adc, line, adc_interrupt);

static irqreturn_t adc_interrupt(struct adc_irq_fired fired)
{
	own_irq_fired(adc, fired);
	own_guard(spinlock_irqsave, samples, &adc->samples);

	samples->sum++;
	return IRQ_HANDLED;
}

unsigned int adc_sum(const struct adc *adc)
{
#ifdef MENDED
	own_guard(spinlock_irq, samples, &adc->samples);
#else
	own_guard(spinlock, samples, &adc->samples);	/* ERROR */
#endif

	return samples->sum;
}

struct adc_irq_result adc_begin(struct adc_ref adc, unsigned int number)
{
	return adc_irq_request(adc, number, 0, "adc");
}
