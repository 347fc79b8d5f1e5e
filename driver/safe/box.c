// SPDX-License-Identifier: GPL-2.0-only
/*
 * Boxes: who may open them, who is there to send and receive, and their end.
 */
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/string.h>

#include "parcel_internal.h"

/* The last reference is gone: nobody sleeps here, and no file polls. */
void box_free(struct box *box)
{
	/* SAFETY: the count fell to zero, so this is the only pointer; it is freed below. */
	own_auto(box_own, b, own_unsafe_from(box_own, box));
	own_auto(depot_ref, depot, depot_ref_take_from(&box->depot));

	if (!own_none(depot))
		depot_refund(own_use(depot), box);
	box_set_all_aside(own_locked_mut(b, state));
	box_drop_aside(own_mut(b));
	/* SAFETY: this ends its life. */
	kmem_cache_free(box_cache, own_unsafe_into(b));
}
EXPORT_SYMBOL_IF_KUNIT(box_free);

#include "trace.h"
#include <own/strict.h>

/* The caller has checked the request, and becomes the owner. */
struct box_own_result box_new(const struct parcel_create *request, struct depot_ref depot)
{
	own_auto(depot_ref, d, depot);
	own_auto(box_own, b, own_alloc_cache(box_own, box_cache, GFP_KERNEL));

	if (own_none(b))
		return own_pass(b);
	own_auto(depot_ref, none, depot_ref_swap(&own_mut(b)->depot, own_take(d)));
	strscpy(own_mut(b)->name, request->name);
	own_mut(b)->uid = current_fsuid();
	own_mut(b)->gid = current_fsgid();
	own_mut(b)->mode = request->mode;
	own_mut(b)->capacity_parcels = request->capacity_parcels ?: PARCEL_DEFAULT_BOX_PARCELS;
	own_mut(b)->capacity_bytes = request->capacity_bytes ?: PARCEL_DEFAULT_BOX_BYTES;
	init_waitqueue_head(&own_mut(b)->receivers);
	init_waitqueue_head(&own_mut(b)->senders);
	init_waitqueue_head(&own_mut(b)->pollers);
	own_locked_init(&own_mut(b)->state);
	parcel_queue_init(&own_locked_mut(b, state)->queue);
	parcel_queue_init(&own_locked_mut(b, state)->late);
	box_expiry_init(own_mut(b));
	return own_ok(b);
}

/* As for a file: the first of owner, group and others that applies. */
int box_permission(const struct box *box, u32 rights)
{
	bool owner = uid_eq(box->uid, current_fsuid());
	u32 mode = box->mode;

	if (owner)
		mode >>= 6;
	else if (in_group_p(box->gid))
		mode >>= 3;

	if (rights & PARCEL_RIGHT_ADMIN && !owner && !capable(CAP_FOWNER))
		return -EACCES;
	if (((rights & PARCEL_RIGHT_RECEIVE && !(mode & 4)) ||
	     (rights & PARCEL_RIGHT_SEND && !(mode & 2))) && !capable(CAP_DAC_OVERRIDE))
		return -EACCES;
	return 0;
}

/* There is one more handle or selection with these rights. */
void box_opened(struct box *box, u32 rights)
{
	own_guard(spinlock, state, &box->state);

	if (rights & PARCEL_RIGHT_SEND)
		state->senders++;
	if (rights & PARCEL_RIGHT_RECEIVE)
		state->receivers++;
}
EXPORT_SYMBOL_IF_KUNIT(box_opened);

void box_closed(struct box *box, u32 rights)
{
	own_scoped_guard(spinlock, state, &box->state) {
		if (rights & PARCEL_RIGHT_SEND)
			state->senders--;
		if (rights & PARCEL_RIGHT_RECEIVE)
			state->receivers--;
		if (!state->unlinked || (state->senders && state->receivers))
			return;
	}
	/* Nobody can open it any more, so who waits for the other side waits in vain. */
	box_ended(box);
	box_expiry_cancel(box);
}
EXPORT_SYMBOL_IF_KUNIT(box_closed);

/* Only depot_unlink() calls this: the depot's lock is held. */
int box_unlink(struct box *box)
{
	own_guard(spinlock, state, &box->state);

	if (state->unlinked)
		return -ENOENT;
	state->unlinked = true;
	return 0;
}

static struct parcel_own_result box_pop_aside(struct box *box)
{
	own_guard(spinlock, state, &box->state);

	return parcel_queue_pop(&state->late);
}

/* One at a time, because dropping may sleep. Returns if there were any. */
bool box_drop_aside(struct box *box)
{
	for (bool any = false; ; any = true) {
		own_auto(parcel_own, p, box_pop_aside(box));

		if (own_none(p))
			return any;
		trace_parcel_drop(box, own_use(p)->sequence, parcel_content(own_use(p))->length);
	}
}

/* The device is gone. Who sleeps here wakes, and nothing comes in or out any more. */
void box_kill(struct box *box)
{
	own_scoped_guard(spinlock, state, &box->state) {
		state->dead = true;
		box_set_all_aside(state);
	}
	trace_parcel_revoke(box);
	box_ended(box);
	box_expiry_stop(box);
	box_drop_aside(box);
}

int box_stat(struct box *box, struct parcel_stat *stat)
{
	strscpy_pad(stat->name, box->name);
	stat->mode = box->mode;
	stat->uid = from_kuid_munged(current_user_ns(), box->uid);
	stat->gid = from_kgid_munged(current_user_ns(), box->gid);
	stat->capacity_parcels = box->capacity_parcels;
	stat->capacity_bytes = box->capacity_bytes;

	own_guard(spinlock, state, &box->state);
	/* What was queued has not expired, and nobody received it. */
	if (state->dead)
		return -ENODEV;
	stat->state = state->unlinked ? PARCEL_STATE_UNLINKED : 0;
	stat->queued_parcels = parcel_queue_len(&state->queue);
	stat->queued_bytes = state->bytes;
	stat->sent = state->sent;
	stat->received = state->received;
	stat->expired = state->expired;
	return 0;
}
EXPORT_SYMBOL_IF_KUNIT(box_stat);
