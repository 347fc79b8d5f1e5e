// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the handler keeps the pointer to its object
 * Rust: E0521
 * gcc clang context-analysis: silent: they do not follow what is stored
 * own-check: warning: own: a pointer that was had from 'adc' is stored into a variable that outlives it
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
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

const struct adc *last_adc;

static irqreturn_t adc_interrupt(struct adc_irq_fired fired)
{
	own_irq_fired(adc, fired);
	own_guard(spinlock_irqsave, samples, &adc->samples);

	samples->sum++;
#ifndef MENDED
	last_adc = adc;	/* ERROR: own-check */
#endif
	return IRQ_HANDLED;
}

struct adc_irq_result adc_begin(struct adc_ref adc, unsigned int number)
{
	return adc_irq_request(adc, number, 0, "adc");
}
