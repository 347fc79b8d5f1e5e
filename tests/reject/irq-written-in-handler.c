// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the handler changes what others read without a lock
 * Rust: E0594
 * gcc: error: increment of member .overruns. in read-only object
 * clang context-analysis: error: cannot assign to variable 'adc' with const-qualified type
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: assignment to const expression
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
	unsigned int overruns;
	OWN_LOCKED_IRQ(spinlock_t, struct adc_samples) samples;
};
DEFINE_OWN(adc_own, struct adc, OWN_KMALLOC);
DEFINE_OWN_REF(adc_ref, adc_own, struct adc, refs);
DEFINE_OWN_IRQ(adc_irq, adc_ref, struct adc, line, adc_interrupt);

static irqreturn_t adc_interrupt(struct adc_irq_fired fired)
{
	own_irq_fired(adc, fired);
#ifdef MENDED
	own_guard(spinlock_irqsave, samples, &adc->samples);

	samples->sum++;
#else
	adc->overruns++;	/* ERROR */
#endif
	return IRQ_HANDLED;
}

struct adc_irq_result adc_begin(struct adc_ref adc, unsigned int number)
{
	return adc_irq_request(adc, number, 0, "adc");
}
