// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the interrupt is requested before the object is set up
 * Rust: E0308
 * gcc: error: incompatible type for argument 1 of .adc_irq_request.
 * clang context-analysis: error: passing 'struct adc_own' to parameter of incompatible type 'struct adc_ref'
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

int adc_begin(unsigned int number, struct adc_irq_slot *keep)
{
	own_auto(adc_own, adc, own_alloc(adc_own, GFP_KERNEL));

	if (own_none(adc))
		return own_err(adc);
#ifdef MENDED
	own_locked_init(&own_mut(adc)->samples);
	own_auto(adc_irq, irq, adc_irq_request(adc_ref_share(own_take(adc)), number, 0, "adc"));
#else
	own_auto(adc_irq, irq, adc_irq_request(own_take(adc), number, 0, "adc"));	/* ERROR */
	own_locked_init(&own_mut(adc)->samples);
#endif
	if (own_none(irq))
		return own_err(irq);
	own_auto(adc_irq, before, adc_irq_swap(keep, own_take(irq)));
	return 0;
}
