// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: remove frees the object before the interrupt whose handler uses it (CVE-2026-64329)
 * Rust: E0505 (the registration has the data)
 * gcc: error: attempt to use poisoned "(request_threaded|free)_irq"
 * clang context-analysis: error: attempt to use a poisoned identifier
 * coccinelle own-check: silent: the compilers reject it
 * sparse: silent: it knows no poison
 */
#include "../prelude.h"
#include <linux/interrupt.h>
#include <own/irq.h>
#include <own/strict.h>

struct ucsi {
	struct kref refs;
	struct own_irq_line line;
	int irq;
	u32 events;
};
DEFINE_OWN(ucsi_own, struct ucsi, OWN_KMALLOC);

#ifdef MENDED
DEFINE_OWN_REF(ucsi_ref, ucsi_own, struct ucsi, refs);
DEFINE_OWN_IRQ_THREAD(ucsi_irq, ucsi_ref, struct ucsi, line, ucsi_events);

static irqreturn_t ucsi_events(const struct ucsi *ucsi)
{
	return IRQ_HANDLED;
}

struct ucsi_irq_result ucsi_start(struct ucsi_ref ucsi)
{
	own_auto(ucsi_ref, u, ucsi);
	unsigned int irq = own_use(u)->irq;

	return ucsi_irq_request(own_take(u), irq, 0, "ucsi");
}

/* The owner of the interrupt is the last that has the object. */
void ucsi_remove(struct ucsi_irq ucsi)
{
	own_auto(ucsi_irq, irq, ucsi);

	own_drop(ucsi_irq, irq);
}
#else
static irqreturn_t ucsi_irq(int irq, void *data)
{
	struct ucsi *ucsi = data;

	ucsi->events++;
	return IRQ_HANDLED;
}

int ucsi_start(struct ucsi *ucsi)
{
	return request_threaded_irq(ucsi->irq, NULL, ucsi_irq, IRQF_ONESHOT, "ucsi", ucsi);	/* ERROR */
}

void ucsi_remove(struct ucsi_own ucsi)
{
	own_auto(ucsi_own, u, ucsi);
	int irq = own_use(u)->irq;

	own_drop(ucsi_own, u);
	free_irq(irq, NULL);	/* ERROR */
}
#endif
