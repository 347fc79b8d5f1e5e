// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: an interrupt given to devm, whose handler shares data, and whose thread sleeps
 */
#include "../prelude.h"
#include <own/device.h>
#include <own/irq.h>
#include <own/locked.h>

struct adc_samples {
	unsigned int sum, last;
};

struct adc_scale {
	unsigned int factor;
};

struct adc {
	struct kref refs;
	struct own_irq_line line;
	OWN_LOCKED_IRQ(spinlock_t, struct adc_samples) samples;
	OWN_LOCKED_IRQ(raw_spinlock_t, struct adc_scale) raw;
	OWN_LOCKED(struct mutex, struct adc_scale) scale;
};
DEFINE_OWN(adc_own, struct adc, OWN_KMALLOC);
DEFINE_OWN_REF(adc_ref, adc_own, struct adc, refs);
DEFINE_OWN_IRQ_THREADED(adc_irq, adc_ref, struct adc, line, adc_interrupt, adc_thread);
DEFINE_OWN_DEVM(adc_irq);

#include <own/strict.h>

static irqreturn_t adc_interrupt(struct adc_irq_fired fired)
{
	own_irq_fired(adc, fired);

	own_scoped_guard(raw_spinlock_irqsave, raw, &adc->raw)
		raw->factor++;
	/* Nothing interrupts a handler that would want this: the plain guard is enough. */
	own_guard(spinlock, samples, &adc->samples);
	samples->last = 1;
	return IRQ_WAKE_THREAD;
}

static irqreturn_t adc_thread(const struct adc *adc)
{
	unsigned int last = 0;

	own_scoped_guard(spinlock_irq, samples, &adc->samples)
		last = samples->last;
	own_guard(mutex, scale, &adc->scale);
	own_guard(spinlock_irqsave, samples, &adc->samples);
	samples->sum += last * scale->factor;
	return IRQ_HANDLED;
}

int adc_begin(struct device *device, unsigned int number)
{
	own_auto(adc_own, new, own_alloc(adc_own, GFP_KERNEL));

	if (own_none(new))
		return own_err(new);
	own_locked_init(&own_mut(new)->samples);
	own_locked_init(&own_mut(new)->raw);
	own_locked_init(&own_mut(new)->scale);
	own_auto(adc_irq, irq, adc_irq_request(adc_ref_share(own_take(new)), number, IRQF_SHARED,
					       "adc"));
	if (own_none(irq))
		return own_err(irq);
	return adc_irq_devm(device, own_take(irq));
}
