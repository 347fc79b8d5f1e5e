// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a lock that an interrupt handler takes too, with irqsave outside of it
 */
#include "../prelude.h"

struct line {
	OWN_LOCKED(spinlock_t, struct box_state) state;
	OWN_LOCKED(raw_spinlock_t, u32) pending;
};

void line_interrupt(struct line *line, u32 bits)
{
	own_guard(raw_spinlock, pending, &line->pending);

	*pending |= bits;
}

u32 line_take(struct line *line)
{
	own_guard(raw_spinlock_irqsave, pending, &line->pending);
	u32 bits = *pending;

	*pending = 0;
	return bits;
}

int line_push(struct line *line, struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	own_guard(spinlock_bh, state, &line->state);

	if (state->dead)
		return -ENODEV;
	parcel_queue_push(&state->queue, own_take(p));
	return 0;
}
