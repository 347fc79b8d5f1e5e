// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: devm frees the interrupt when what the handler uses is gone
 * Rust: none (the registration holds what the handler uses)
 * gcc: error: attempt to use poisoned "devm_request_irq"
 * clang context-analysis: error: attempt to use a poisoned identifier
 * coccinelle own-check: silent: the compilers reject it
 * sparse: silent: it knows no poison
 */
#include "../prelude.h"
#include <own/device.h>
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
DEFINE_OWN_DEVM(adc_irq);

#include <own/strict.h>

static irqreturn_t adc_interrupt(struct adc_irq_fired fired)
{
	own_irq_fired(adc, fired);
	own_guard(spinlock_irqsave, samples, &adc->samples);

	samples->sum++;
	return IRQ_HANDLED;
}

#ifdef MENDED
int adc_begin(struct device *device, const struct adc *adc, unsigned int number)
{
	own_auto(adc_irq, irq, adc_irq_request(adc_ref_get(adc), number, 0, "adc"));

	if (own_none(irq))
		return own_err(irq);
	return adc_irq_devm(device, own_take(irq));
}
#else
irqreturn_t adc_handle(int number, void *adc);

int adc_begin(struct device *device, struct adc *adc, unsigned int number)
{
	return devm_request_irq(device, number, adc_handle, 0, "adc", adc);	/* ERROR */
}
#endif
