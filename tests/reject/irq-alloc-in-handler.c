// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the handler of an interrupt allocates with GFP_KERNEL
 * Rust: none in the language (klint reports it)
 * gcc clang: error: own: this allocation may sleep, but an interrupt or a timer runs this function
 * context-analysis own-check: silent: the compilers reject it
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not ask the rules
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

void note(const struct adc *adc, struct parcel_own parcel);

static irqreturn_t adc_interrupt(struct adc_irq_fired fired)
{
	own_irq_fired(adc, fired);
#ifdef MENDED
	own_auto(parcel_own, p, own_alloc_flex(parcel_own, data, 8, GFP_ATOMIC));
#else
	own_auto(parcel_own, p, own_alloc_flex(parcel_own, data, 8, GFP_KERNEL));	/* ERROR */
#endif

	if (own_none(p))
		return IRQ_NONE;
	note(adc, own_take(p));
	return IRQ_HANDLED;
}

struct adc_irq_result adc_begin(struct adc_ref adc, unsigned int number)
{
	return adc_irq_request(adc, number, 0, "adc");
}
