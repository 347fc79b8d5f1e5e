// SPDX-License-Identifier: GPL-2.0-only
/*
 * Boxes: who may open them, who is there to send and receive, and their end.
 */
#include <linux/capability.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "parcel_internal.h"
#include "trace.h"

/* All that is in it is late. */
static void box_die(struct box_state *state)
{
	state->dead = true;
	state->deadlines = RB_ROOT_CACHED;
}

/* The last reference is gone: nobody sleeps here, and no file polls. */
void box_release(struct kref *refs)
{
	struct box *box = container_of(refs, struct box, refs);

	box_die(&box->state);
	box_drop_late(box, UINT_MAX);
	depot_refund(box->depot, box);
	if (box->share)
		share_put(box->share);
	depot_put(box->depot);
	kmem_cache_free(box_cache, box);
}

static void box_state_init(struct box_state *state)
{
	INIT_LIST_HEAD(&state->queue.head);
	INIT_LIST_HEAD(&state->late.head);
	state->deadlines = RB_ROOT_CACHED;
	box_lines_init(state);
}

/* The caller has checked the request, and @opener becomes the owner. */
struct box *box_new(const struct parcel_create *request, const struct opener *opener,
		    struct depot *depot)
{
	struct box *box = kmem_cache_zalloc(box_cache, GFP_KERNEL);

	if (!box)
		return ERR_PTR(-ENOMEM);
	kref_init(&box->refs);
	box->depot = depot_get(depot);
	strscpy(box->name, request->name);
	box->uid = opener->cred->fsuid;
	box->gid = opener->cred->fsgid;
	box->mode = request->mode;
	box->capacity_parcels = request->capacity_parcels ?: PARCEL_DEFAULT_BOX_PARCELS;
	box->capacity_bytes = request->capacity_bytes ?: PARCEL_DEFAULT_BOX_BYTES;
	init_waitqueue_head(&box->pollers);
	spin_lock_init(&box->lock);
	box_state_init(&box->state);
	box_expiry_init(box);
	return box;
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
	const struct cred *mine = override_creds(opener->cred);
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

struct seat *seat_new(void)
{
	return kzalloc(sizeof(struct seat), GFP_KERNEL_ACCOUNT) ?: ERR_PTR(-ENOMEM);
}

/*
 * The caller sees to it that the box is not deserted before this is done: it has a name, or
 * somebody else a seat.
 */
void seat_take(struct seat *seat, struct box *box, u32 rights)
{
	seat->rights = rights;
	seat->box = box_get(box);

	guard(spinlock)(&box->lock);
	box_seat(&box->state, rights, 1);
}

static void seat_leave(const struct seat *seat)
{
	struct box *box = seat->box;
	struct box_state *state = &box->state;

	scoped_guard(spinlock, &box->lock) {
		box_seat(state, seat->rights, -1);
		if (!state->unlinked || (state->senders && state->receivers))
			return;
		/* Nobody can open it any more, so who waits for the other side waits in vain. */
		box_wake(box, state);
	}
	box_tell_all(box);
	box_desert(box);
}

void seat_free(struct seat *seat)
{
	/* Did anybody sit down? */
	if (seat->box) {
		seat_leave(seat);
		box_put(seat->box);
	}
	kfree(seat);
}

/* Only depot_unlink() calls this: the depot's lock is held. */
int box_unlink(struct box *box)
{
	struct box_state *state = &box->state;

	guard(spinlock)(&box->lock);
	if (state->unlinked)
		return -ENOENT;
	state->unlinked = true;
	box_wake(box, state);
	return 0;
}

/* What nobody gets any more, or NULL; one at a time, because dropping may sleep. */
static struct parcel *box_pop_late(struct box *box)
{
	struct box_state *state = &box->state;
	struct parcel *parcel;

	guard(spinlock)(&box->lock);
	if (state->dead && state->queue.len)
		return parcel_queue_pop(&state->queue);
	if (!box_is_deserted(state) || state->late.len)
		return parcel_queue_pop(&state->late);
	parcel = parcel_queue_pop(&state->queue);
	if (parcel && parcel->content->deadline)
		box_forget(state, parcel);
	return parcel;
}

static void box_expired(struct box *box, u32 size)
{
	struct box_state *state = &box->state;

	guard(spinlock)(&box->lock);
	state->parcels--;
	state->bytes -= size;
	state->expired++;
	box_wake(box, state);
}

/* Whoever finds late parcels drops them, and there is room when they are gone. Returns how many. */
unsigned int box_drop_late(struct box *box, unsigned int most)
{
	unsigned int dropped;

	for (dropped = 0; dropped < most; dropped++) {
		struct parcel *parcel = box_pop_late(box);
		u32 size;

		if (!parcel)
			break;
		size = content_size(parcel->content);
		trace_parcel_drop(box, parcel->sequence, parcel->content->length);
		parcel_free(parcel);
		box_expired(box, size);
		cond_resched();
	}
	/* It may be that there is room, or that nothing is left to come. */
	if (dropped)
		box_tell_all(box);
	return dropped;
}

/* The device is gone. Who sleeps here wakes, and nothing comes in or out any more. */
void box_kill(struct box *box)
{
	scoped_guard(spinlock, &box->lock) {
		box_die(&box->state);
		box_wake(box, &box->state);
	}
	trace_parcel_revoke(box);
	box_tell_all(box);
	box_expiry_stop(box);
	box_drop_late(box, UINT_MAX);
}

int box_stat(struct box *box, struct parcel_stat *stat)
{
	const struct box_state *state = &box->state;

	strscpy_pad(stat->name, box->name);
	stat->mode = box->mode;
	stat->uid = from_kuid_munged(current_user_ns(), box->uid);
	stat->gid = from_kgid_munged(current_user_ns(), box->gid);
	stat->capacity_parcels = box->capacity_parcels;
	stat->capacity_bytes = box->capacity_bytes;

	guard(spinlock)(&box->lock);
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
