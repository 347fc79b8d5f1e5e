// SPDX-License-Identifier: GPL-2.0-only
/* What interrupts that own cost: in the handler, nothing. */
#include <own/irq.h>
#include <own/locked.h>
#include <own/ref.h>
#include "cost.h"

struct adc_samples {
	unsigned int sum;
};

struct adc {
	struct kref refs;
	struct own_irq_line line;
	OWN_LOCKED_IRQ(spinlock_t, struct adc_samples) samples;
};

struct plain_adc {
	struct kref refs;
	unsigned int irq;
	spinlock_t lock;
	unsigned int sum;
};
static_assert(sizeof(struct adc) == sizeof(struct plain_adc));

void adc_destroy(struct adc *adc);

DEFINE_OWN(adc_own, struct adc, adc_destroy);
DEFINE_OWN_REF(adc_ref, adc_own, struct adc, refs);
DEFINE_OWN_IRQ(adc_irq, adc_ref, struct adc, line, adc_interrupt);

/* The handler finds its object, and adds to what is shared. */

static irqreturn_t COST(handler_plain)(int number, void *data)
{
	struct plain_adc *adc = data;

	guard(spinlock_irqsave)(&adc->lock);
	adc->sum++;
	return IRQ_HANDLED;
}

static irqreturn_t adc_interrupt(struct adc_irq_fired fired)
{
	own_irq_fired(adc, fired);
	own_guard(spinlock_irqsave, samples, &adc->samples);

	samples->sum++;
	return IRQ_HANDLED;
}

/* cost: handler: gcc 0, clang 0: what is at another offset. */
static irqreturn_t COST(handler_own)(int number, void *data)
{
	return __adc_irq_handler(number, data);
}
