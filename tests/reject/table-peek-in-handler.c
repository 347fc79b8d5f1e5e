// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the handler of an interrupt looks at a table, whose lock leaves the interrupt on
 * Rust: none; it compiles
 * gcc clang context-analysis: error: static assertion failed.*own: an interrupt or a timer runs this function, and may interrupt who holds the lock of the table
 * coccinelle own-check: silent: the compilers reject it
 * sparse: warning: static assertion failed.*may interrupt who holds the lock of the table
 */
#include "../prelude.h"
#include <own/irq.h>
#include <own/table.h>

DEFINE_OWN_TABLE(box_table, (box_handle, box_ref));

struct bell {
	struct kref refs;
	struct own_irq_line line;
	struct box_table boxes;
	struct box_ref_once box;
};

DEFINE_OWN(bell_own, struct bell, OWN_KMALLOC, own_member(box_table, boxes), own_member(box_ref, box));
DEFINE_OWN_REF(bell_ref, bell_own, struct bell, refs);
DEFINE_OWN_IRQ(bell_irq, bell_ref, struct bell, line, bell_ring);

void box_notify(const struct box *box);

static irqreturn_t bell_ring(struct bell_irq_fired fired)
{
	own_irq_fired(bell, fired);
#ifdef MENDED
	box_notify(box_ref_of(&bell->box));
#else
	own_table_peek(box_handle, box, &bell->boxes, 1);	/* ERROR */

	if (own_none(box))
		return IRQ_NONE;
	box_notify(own_use(box));
#endif
	return IRQ_HANDLED;
}

struct bell_irq_result bell_begin(struct bell_ref bell, unsigned int number)
{
	return bell_irq_request(bell, number, 0, "bell");
}
