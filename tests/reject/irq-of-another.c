// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the handler is given an object of another type
 * Rust: E0308
 * gcc: error: incompatible type for argument 1 of .adc_irq_request.
 * clang context-analysis: error: passing 'struct dac_ref' to parameter of incompatible type 'struct adc_ref'
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: incorrect type in argument 1
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

struct dac {
	struct kref refs;
};
DEFINE_OWN(dac_own, struct dac, OWN_KMALLOC);
DEFINE_OWN_REF(dac_ref, dac_own, struct dac, refs);

int adc_begin(const struct adc *adc, const struct dac *dac, unsigned int number,
	      struct adc_irq_slot *keep)
{
#ifdef MENDED
	own_auto(adc_irq, irq, adc_irq_request(adc_ref_get(adc), number, 0, "adc"));
#else
	own_auto(adc_irq, irq, adc_irq_request(dac_ref_get(dac), number, 0, "adc"));	/* ERROR */
#endif
	if (own_none(irq))
		return own_err(irq);
	own_auto(adc_irq, before, adc_irq_swap(keep, own_take(irq)));
	return 0;
}
