// SPDX-License-Identifier: GPL-2.0-only
/*
 * Boxes: who may open them, who is there to send and receive, and their end.
 */
#include <linux/capability.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "parcel_internal.h"

#include "trace.h"
#include <own/strict.h>

/* All that is in it is late. */
static void box_die(struct box_state *state)
{
	state->dead = true;
	state->deadlines = RB_ROOT_CACHED;
}

/* The last reference is gone: nobody sleeps here, and no file polls. */
static void box_end(struct box *box)
{
	box_die(own_locked_mut(&box->state));
	box_drop_late(box, UINT_MAX);
	depot_refund(depot_ref_of(&box->depot), box);
}

IMPLEMENT_OWN(box_own, struct box, OWN_CACHE(box_cache), own_run(box_end),
	      own_locked_member(parcel_queue, state, queue),
	      own_locked_member(parcel_queue, state, late),
	      own_member(share_ref, share), own_member(depot_ref, depot));
EXPORT_SYMBOL_IF_KUNIT(__box_own_end);

static void box_state_init(struct box_state *state)
{
	parcel_queue_init(&state->queue);
	parcel_queue_init(&state->late);
	state->deadlines = RB_ROOT_CACHED;
	box_lines_init(state);
}

/* The caller has checked the request, and @opener becomes the owner. */
struct box_own_result box_new(const struct parcel_create *request, const struct opener *opener,
			      struct depot_ref depot)
{
	own_auto(depot_ref, d, depot);
	own_auto(box_own, b, own_alloc(box_own, GFP_KERNEL));

	if (own_none(b))
		return own_pass(b);
	depot_ref_set_once(&own_mut(b)->depot, own_take(d));
	strscpy(own_mut(b)->name, request->name);
	own_mut(b)->uid = opener_cred(opener)->fsuid;
	own_mut(b)->gid = opener_cred(opener)->fsgid;
	own_mut(b)->mode = request->mode;
	own_mut(b)->capacity_parcels = request->capacity_parcels ?: PARCEL_DEFAULT_BOX_PARCELS;
	own_mut(b)->capacity_bytes = request->capacity_bytes ?: PARCEL_DEFAULT_BOX_BYTES;
	own_waiters_init(b, pollers);
	own_locked_init(&own_mut(b)->state);
	box_state_init(own_locked_mut(&own_mut(b)->state));
	box_expiry_init(own_mut(b));
	return own_ok(b);
}

/* What it counts against limits of bytes. A parcel has at least one byte. */
u64 box_cost(const struct box *box)
{
	return box->capacity_bytes +
	       min(box->capacity_parcels, box->capacity_bytes) * PARCEL_OVERHEAD;
}

/* As for a file: the first of owner, group and others that applies to the current process. */
static int box_permission_now(const struct box *box, u32 rights)
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

/* For who opened the file, not for who calls: only so the kernel knows groups and capabilities. */
int box_permission(const struct box *box, const struct opener *opener, u32 rights)
{
	const struct cred *mine = override_creds(opener_cred(opener));
	int err = box_permission_now(box, rights);

	revert_creds(mine);
	return err;
}

static void box_seat(struct box_state *state, u32 rights, int change)
{
	if (rights & PARCEL_RIGHT_SEND)
		state->senders += change;
	if (rights & PARCEL_RIGHT_RECEIVE)
		state->receivers += change;
}

/*
 * The caller sees to it that the box is not deserted before this is done: it has a name, or
 * somebody else a seat.
 */
void seat_take(struct seat *seat, struct box_ref box, u32 rights)
{
	seat->rights = rights;
	box_ref_set_once(&seat->box, box);

	own_guard(spinlock, state, &seat_box(seat)->state);
	box_seat(state, rights, 1);
}
EXPORT_SYMBOL_IF_KUNIT(seat_take);

static void seat_end(struct seat *seat)
{
	const struct box *box = seat_box(seat);

	/* Nobody sat down. */
	if (!box)
		return;
	own_scoped_guard(spinlock, state, &box->state) {
		box_seat(state, seat->rights, -1);
		if (!state->unlinked || (state->senders && state->receivers))
			return;
		/* Nobody can open it any more, so who waits for the other side waits in vain. */
		box_wake(box, state);
	}
	box_tell_all(box);
	box_desert(box);
}

IMPLEMENT_OWN(seat_own, struct seat, OWN_KMALLOC, own_run(seat_end), own_member(box_ref, box));
EXPORT_SYMBOL_IF_KUNIT(__seat_own_end);

struct seat_own_result seat_new(void)
{
	return own_alloc(seat_own, GFP_KERNEL_ACCOUNT);
}
EXPORT_SYMBOL_IF_KUNIT(seat_new);

/* Only depot_unlink() calls this: the depot's lock is held. */
int box_unlink(const struct box *box)
{
	own_guard(spinlock, state, &box->state);

	if (state->unlinked)
		return -ENOENT;
	state->unlinked = true;
	box_wake(box, state);
	return 0;
}

/* What nobody gets any more; one at a time, because dropping may sleep. */
static struct parcel_own_result box_pop_late(const struct box *box)
{
	own_guard(spinlock, state, &box->state);

	if (state->dead && parcel_queue_len(&state->queue))
		return parcel_queue_pop(&state->queue);
	if (!box_is_deserted(state) || parcel_queue_len(&state->late))
		return parcel_queue_pop(&state->late);
	own_auto(parcel_own, p, parcel_queue_pop(&state->queue));
	if (!own_none(p) && parcel_content(own_use(p))->deadline)
		box_forget(state, own_mut(p));
	return own_pass(p);
}

static void box_expired(const struct box *box, u32 size)
{
	own_guard(spinlock, state, &box->state);

	state->parcels--;
	state->bytes -= size;
	state->expired++;
	box_wake(box, state);
}

/* Whoever finds late parcels drops them, and there is room when they are gone. Returns how many. */
unsigned int box_drop_late(const struct box *box, unsigned int most)
{
	unsigned int dropped;

	for (dropped = 0; dropped < most; dropped++) {
		own_auto(parcel_own, p, box_pop_late(box));
		u32 size;

		if (own_none(p))
			break;
		size = content_size(parcel_content(own_use(p)));
		trace_parcel_drop(box, own_use(p)->sequence, parcel_content(own_use(p))->length);
		own_drop(parcel_own, p);
		box_expired(box, size);
		cond_resched();
	}
	/* It may be that there is room, or that nothing is left to come. */
	if (dropped)
		box_tell_all(box);
	return dropped;
}
EXPORT_SYMBOL_IF_KUNIT(box_drop_late);

/* The device is gone. Who sleeps here wakes, and nothing comes in or out any more. */
void box_kill(const struct box *box)
{
	own_scoped_guard(spinlock, state, &box->state) {
		box_die(state);
		box_wake(box, state);
	}
	trace_parcel_revoke(box);
	box_tell_all(box);
	box_expiry_stop(box);
	box_drop_late(box, UINT_MAX);
}

int box_stat(const struct box *box, struct parcel_stat *stat)
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
	stat->queued_parcels = state->parcels;
	stat->queued_bytes = state->bytes;
	stat->sent = state->sent;
	stat->received = state->received;
	stat->expired = state->expired;
	return 0;
}
EXPORT_SYMBOL_IF_KUNIT(box_stat);
