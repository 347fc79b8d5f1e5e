// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a spinlock is taken under a raw one, and sleeps on PREEMPT_RT
 * Rust: none in the language (klint reports it)
 * gcc clang context-analysis: error: own: on PREEMPT_RT this lock sleeps, and a raw_spinlock is held in this scope
 * coccinelle: silent: no rule looks for it
 * sparse: warning: static assertion failed: "own: on PREEMPT_RT this lock sleeps
 */
#include "../prelude.h"

struct irq_state {
	u32 pending;
};

struct chip {
	OWN_LOCKED(raw_spinlock_t, struct irq_state) irq;
};

void handle(const struct chip *chip, const struct box *box)
{
#ifdef MENDED
	own_guard(spinlock_irqsave, state, &box->state);
	own_guard(raw_spinlock, irq, &chip->irq);
#else
	own_guard(raw_spinlock_irqsave, irq, &chip->irq);
	own_guard(spinlock, state, &box->state);	/* ERROR */
#endif
	state->bytes += irq->pending;
	irq->pending = 0;
}
