// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function that the handler calls sleeps
 * Rust: none in the language (klint reports it)
 * gcc clang: silent: they see one scope
 * context-analysis: silent: the function has no contract
 * own-check: warning: own: 'adc_settle' may sleep, but this function is called by an interrupt or a timer
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not know which function sleeps
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

static void adc_settle(const struct adc *adc)
{
#ifdef MENDED
	udelay(10);
#else
	msleep(10);
#endif
}

static irqreturn_t adc_interrupt(struct adc_irq_fired fired)
{
	own_irq_fired(adc, fired);

	adc_settle(adc);	/* ERROR: own-check */
	return IRQ_HANDLED;
}

struct adc_irq_result adc_begin(struct adc_ref adc, unsigned int number)
{
	return adc_irq_request(adc, number, 0, "adc");
}
