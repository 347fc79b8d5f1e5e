// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the handler of an interrupt takes a mutex
 * Rust: none in the language (klint reports it)
 * gcc: error: static assertion failed: "own: this lock may sleep, but an interrupt or a timer runs this function
 * clang context-analysis: error: static assertion failed .* own: this lock may sleep, but an interrupt or a timer runs this function
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: static assertion failed: "own: this lock may sleep, but an interrupt or a timer runs this function
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
	OWN_LOCKED(struct mutex, struct adc_samples) samples;
};
DEFINE_OWN(adc_own, struct adc, OWN_KMALLOC);
DEFINE_OWN_REF(adc_ref, adc_own, struct adc, refs);
#ifdef MENDED
DEFINE_OWN_IRQ_THREADED(adc_irq, adc_ref, struct adc, line, adc_interrupt, adc_thread);
#else
DEFINE_OWN_IRQ(adc_irq, adc_ref, struct adc, line, adc_interrupt);
#endif

static irqreturn_t adc_interrupt(struct adc_irq_fired fired)
{
#ifdef MENDED
	return IRQ_WAKE_THREAD;
}

static irqreturn_t adc_thread(const struct adc *adc)
{
	own_guard(mutex, samples, &adc->samples);
#else
	own_irq_fired(adc, fired);
	own_guard(mutex, samples, &adc->samples);	/* ERROR */
#endif

	samples->sum++;
	return IRQ_HANDLED;
}

struct adc_irq_result adc_begin(struct adc_ref adc, unsigned int number)
{
	return adc_irq_request(adc, number, 0, "adc");
}
