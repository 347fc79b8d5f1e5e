// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: what was looked at is taken out of a slot, and of a queue
 */
#include "../prelude.h"

int send_spare(const struct box *box, size_t most)
{
	own_guard(mutex, settings, &box->settings);
	own_peek(parcel_own, spare, &settings->spare);

	if (own_none(spare))
		return own_err(spare);
	if (own_use(spare)->len > most)
		return -EMSGSIZE;
	parcel_send(own_take_out(parcel_own, spare));
	settings->capacity--;
	return 0;
}

struct target {
	struct box_ref_slot box;
};

void notify_and_forget(struct target *target)
{
	own_peek(box_ref, b, &target->box);

	if (own_none(b))
		return;
	wake_up(own_shared(&own_use(b)->readers));
	own_auto(box_ref, gone, own_take_out(box_ref, b));
}

struct parcel_own_result pop_that_fits(const struct box *box, size_t most)
{
	own_guard(spinlock, state, &box->state);
	own_peek(parcel_queue, head, &state->queue);

	if (own_none(head))
		return own_fail(parcel_own, -EAGAIN);
	if (own_use(head)->len > most)
		return own_fail(parcel_own, -EMSGSIZE);
	state->bytes -= own_use(head)->len;
	own_auto(parcel_own, p, own_take_out(parcel_queue, head));
	return own_ok(p);
}

u32 stamp_head(const struct box *box, u32 sum)
{
	own_guard(spinlock, state, &box->state);
	own_peek(parcel_queue, head, &state->queue);

	if (own_none(head))
		return 0;
	own_mut(head)->sum = sum;
	own_borrow(parcel, head);
	return parcel->tag;
}
