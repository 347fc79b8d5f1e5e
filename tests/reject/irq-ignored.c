// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the owner of an interrupt is thrown away
 * Rust: none (unused_must_use; the interrupt would be freed at once)
 * gcc: error: ignoring return value of type .struct adc_irq_result., declared with attribute .nodiscard.
 * clang: error: ignoring return value of type 'adc_irq_result' declared with 'nodiscard' attribute
 * context-analysis own-check: silent: the compilers reject it
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

static irqreturn_t adc_interrupt(struct adc_irq_fired fired)
{
	own_irq_fired(adc, fired);
	own_guard(spinlock_irqsave, samples, &adc->samples);

	samples->sum++;
	return IRQ_HANDLED;
}

int adc_begin(const struct adc *adc, unsigned int number, struct adc_irq_slot *keep)
{
#ifdef MENDED
	own_auto(adc_irq, irq, adc_irq_request(adc_ref_get(adc), number, 0, "adc"));

	if (own_none(irq))
		return own_err(irq);
	own_auto(adc_irq, before, adc_irq_swap(keep, own_take(irq)));
#else
	adc_irq_request(adc_ref_get(adc), number, 0, "adc");	/* ERROR */
#endif
	return 0;
}
