// SPDX-License-Identifier: GPL-2.0-only
/*
 * The depot: which boxes there are, and how many there may be. It is what unbind takes away.
 */
#include <linux/capability.h>
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/overflow.h>
#include <linux/random.h>
#include <linux/siphash.h>
#include <linux/string.h>

#include "parcel_internal.h"

/*
 * So many boxes for each place, if there are as many as there may be: finding one of them costs
 * about as much as finding the only one.
 */
#define IN_ONE_PLACE	8
#define MOST_PLACES	65536U

/* The boxes that have a name, by a hash of it that nobody can aim at one place. */
struct shelf {
	hsiphash_key_t key;
	u32 nr_places;			/* a power of two */
	struct box_queue places[] __counted_by(nr_places);
};

#include <own/strict.h>

static void shelf_end(struct shelf *shelf)
{
	for (size_t i = 0; i < shelf->nr_places; i++)
		box_queue_drop_all(&shelf->places[i]);
}

IMPLEMENT_OWN(shelf_own, struct shelf, OWN_KVMALLOC, own_run(shelf_end));

/* Each box and each share has a reference, so there are none left. */
static void depot_end(struct depot *depot)
{
	xa_destroy(&own_locked_mut(&depot->state)->boxes);
	xa_destroy(&own_locked_mut(&depot->state)->shares);
}

IMPLEMENT_OWN(depot_own, struct depot, OWN_KMALLOC,
	      own_locked_member(shelf_own, state, shelf), own_run(depot_end));
EXPORT_SYMBOL_IF_KUNIT(__depot_own_end);

static u32 shelf_hash(const struct shelf *shelf, const char *name)
{
	return hsiphash(name, strlen(name), &shelf->key);
}

static struct box_queue *shelf_place(struct shelf *shelf, u32 hash)
{
	return &shelf->places[hash & (shelf->nr_places - 1)];
}

static struct box_ref_result shelf_find(struct shelf *shelf, const char *name, u32 hash)
{
	own_queue_for_each(box_queue, box, shelf_place(shelf, hash)) {
		if (own_use(box)->hash == hash && !strcmp(own_use(box)->name, name)) {
			own_auto(box_ref, found, box_ref_get(own_use(box)));
			return own_ok(found);
		}
	}
	return own_fail(box_ref, -ENOENT);
}

static struct box_ref_result shelf_remove(struct shelf *shelf, const struct box *box)
{
	own_queue_for_each(box_queue, each, shelf_place(shelf, box->hash)) {
		if (own_use(each) == box) {
			own_auto(box_ref, named, own_take_out(box_queue, each));
			return own_ok(named);
		}
	}
	return own_fail(box_ref, -ENOENT);
}

static void depot_state_init(struct depot_state *state, struct shelf_own shelf)
{
	xa_init_flags(&state->boxes, XA_FLAGS_ALLOC1 | XA_FLAGS_ACCOUNT);
	xa_init_flags(&state->shares, XA_FLAGS_ACCOUNT);
	shelf_own_set(&state->shelf, shelf);
}

struct depot_ref_result depot_new(void)
{
	const u32 nr_places = roundup_pow_of_two(clamp(READ_ONCE(max_boxes) / IN_ONE_PLACE, 1U,
						       MOST_PLACES));
	own_auto(shelf_own, shelf, own_alloc_flex(shelf_own, places, nr_places, GFP_KERNEL));

	if (own_none(shelf))
		return own_fail(depot_ref, own_err(shelf));
	get_random_bytes(&own_mut(shelf)->key, sizeof(own_mut(shelf)->key));
	own_mut(shelf)->nr_places = nr_places;
	for (size_t i = 0; i < nr_places; i++)
		box_queue_init(&own_mut(shelf)->places[i]);
	/* From here on nothing fails: what depot_end() looks at is set up. */
	own_auto(depot_own, d, own_alloc(depot_own, GFP_KERNEL));
	if (own_none(d))
		return own_fail(depot_ref, own_err(d));
	own_locked_init(&own_mut(d)->state);
	depot_state_init(own_locked_mut(&own_mut(d)->state), own_take(shelf));
	own_auto(depot_ref, shared, depot_ref_share(own_take(d)));
	return own_ok(shared);
}
EXPORT_SYMBOL_IF_KUNIT(depot_new);

/* The device was unbound. Saying no may come a moment late; who depends on it looks again. */
bool depot_is_gone(const struct depot *depot)
{
	return READ_ONCE(*own_shared(&depot->gone));
}

static struct share_ref_result known_share(struct depot_state *state, kuid_t uid)
{
	const struct share *share = xa_load(&state->shares, __kuid_val(uid));

	return share ? share_ref_get_unless_zero(share) : own_fail(share_ref, -ENOENT);
}

static struct share_ref_result depot_find_share(const struct depot *depot, kuid_t uid)
{
	own_guard(mutex, state, &depot->state);

	return known_share(state, uid);
}

static struct share_ref_result depot_add_share(const struct depot *depot, kuid_t uid)
{
	/* Declared before the lock, because a share that is dropped takes it. */
	own_auto(share_own, new, share_new(depot, uid));

	if (own_none(new))
		return own_fail(share_ref, own_err(new));
	own_guard(mutex, state, &depot->state);
	own_auto(share_ref, share, known_share(state, uid));
	int err;

	if (!own_none(share))
		return own_pass(share);
	/* In the place of one that is ending, which does not erase this one. */
	err = xa_err(xa_store(&state->shares, __kuid_val(uid), own_mut(new), GFP_KERNEL));
	if (err)
		return own_fail(share_ref, err);
	own_refill(share_ref, share, share_ref_share(own_take(new)));
	return own_ok(share);
}

/* The share of a user, who gets one with the first thing that counts. */
struct share_ref_result depot_share(const struct depot *depot, kuid_t uid)
{
	own_auto(share_ref, share, depot_find_share(depot, uid));

	return own_none(share) ? depot_add_share(depot, uid) : own_pass(share);
}

void depot_forget_share(const struct depot *depot, const struct share *share)
{
	own_guard(mutex, state, &depot->state);

	xa_cmpxchg(&state->shares, __kuid_val(share->uid), (void *)share, NULL, 0);
}

/* What is left to @opener of a limit: the last eighth is for who may exceed limits. */
static unsigned long limit_for(const struct opener *opener, unsigned long limit)
{
	return opener_capable(opener, CAP_SYS_RESOURCE) ? limit : limit - limit / 8;
}

static int charge_share(const struct share *share, u64 cost, const struct opener *opener)
{
	int err = share_charge(share, SHARE_BOXES, 1, opener);

	if (err)
		return err;
	err = share_charge(share, SHARE_BYTES, cost, opener);
	if (err)
		share_refund(share, SHARE_BOXES, 1);
	return err;
}

/* Counts a box, or says which limit it would pass. */
static int depot_charge(struct depot_state *state, struct box *box, const struct opener *opener)
{
	const struct share *share = opener_share(opener);
	u64 bytes;
	int err;

	if (check_add_overflow(state->bytes, box_cost(box), &bytes) ||
	    bytes > limit_for(opener, READ_ONCE(max_bytes)))
		return -ENOSPC;
	err = xa_alloc(&state->boxes, &box->id, box,
		       XA_LIMIT(1, limit_for(opener, READ_ONCE(max_boxes))), GFP_KERNEL);
	if (err)
		return err == -EBUSY ? -ENOSPC : err;
	err = charge_share(share, box_cost(box), opener);
	if (err) {
		xa_erase(&state->boxes, box->id);
		return err;
	}
	share_ref_set_once(&box->share, share_ref_get(share));
	state->bytes = bytes;
	return 0;
}

/* A box ends. From here on depot_revoke() does not find it. */
void depot_refund(const struct depot *depot, const struct box *box)
{
	const struct share *share = share_ref_of(&box->share);

	/* It has a share when it counts. */
	if (!share)
		return;
	own_guard(mutex, state, &depot->state);
	xa_erase(&state->boxes, box->id);
	state->bytes -= box_cost(box);
	share_refund(share, SHARE_BYTES, box_cost(box));
	share_refund(share, SHARE_BOXES, 1);
}

struct seat_own_result depot_create(const struct depot *depot, const struct opener *opener,
				    const struct parcel_create *request)
{
	/* Declared before the lock, because a box that is dropped takes it. */
	own_auto(box_own, new, box_new(request, opener, depot_ref_get(depot)));

	if (own_none(new))
		return own_fail(seat_own, own_err(new));
	own_auto(seat_own, seat, seat_new());
	if (own_none(seat))
		return own_pass(seat);
	own_guard(mutex, state, &depot->state);
	own_peek(shelf_own, shelf, &state->shelf);
	int err;

	if (own_none(shelf))
		return own_fail(seat_own, -ENODEV);
	own_mut(new)->hash = shelf_hash(own_use(shelf), request->name);
	own_auto(box_ref, same, shelf_find(own_mut(shelf), request->name, own_mut(new)->hash));
	if (!own_none(same))
		return own_fail(seat_own, -EEXIST);
	err = depot_charge(state, own_mut(new), opener);
	if (err)
		return own_fail(seat_own, err);
	struct box_queue *place = shelf_place(own_mut(shelf), own_use(new)->hash);

	own_auto(box_ref, box, box_ref_share(own_take(new)));
	seat_take(own_mut(seat), box_ref_get(own_use(box)), request->rights);
	box_queue_push(place, own_take(box));
	return own_ok(seat);
}
EXPORT_SYMBOL_IF_KUNIT(depot_create);

struct seat_own_result depot_open(const struct depot *depot, const struct opener *opener,
				  const char *name, u32 rights)
{
	own_auto(seat_own, seat, seat_new());

	if (own_none(seat))
		return own_pass(seat);
	own_guard(mutex, state, &depot->state);
	own_peek(shelf_own, shelf, &state->shelf);
	int err;

	if (own_none(shelf))
		return own_fail(seat_own, -ENODEV);
	own_auto(box_ref, box, shelf_find(own_mut(shelf), name, shelf_hash(own_use(shelf), name)));
	if (own_none(box))
		return own_fail(seat_own, own_err(box));
	err = box_permission(own_use(box), opener, rights);
	if (err)
		return own_fail(seat_own, err);
	seat_take(own_mut(seat), own_take(box), rights);
	return own_ok(seat);
}
EXPORT_SYMBOL_IF_KUNIT(depot_open);

/* The box leaves the shelf, or why it does not. */
static struct box_ref_result depot_take_off(const struct depot *depot, const struct box *box)
{
	own_guard(mutex, state, &depot->state);
	own_peek(shelf_own, shelf, &state->shelf);
	int err;

	if (own_none(shelf))
		return own_fail(box_ref, -ENODEV);
	if (!strcmp(box->name, PARCEL_DEFAULT_NAME))
		return own_fail(box_ref, -EPERM);
	err = box_unlink(box);
	return err ? own_fail(box_ref, err) : shelf_remove(own_mut(shelf), box);
}

int depot_unlink(const struct depot *depot, const struct box *box)
{
	own_auto(box_ref, named, depot_take_off(depot, box));

	if (own_none(named))
		return own_err(named);
	box_tell_all(box);
	box_desert(box);
	return 0;
}
EXPORT_SYMBOL_IF_KUNIT(depot_unlink);

static struct shelf_own_result depot_take_shelf(const struct depot *depot)
{
	own_guard(mutex, state, &depot->state);

	WRITE_ONCE(*own_shared(&depot->gone), true);
	return shelf_own_take_from(&state->shelf);
}

/* The next box after @id that is not ending already. */
struct box_ref_result depot_next_box(const struct depot *depot, unsigned long *id)
{
	own_guard(mutex, state, &depot->state);
	own_auto(box_ref, box);
	const struct box *found;

	while (own_none(box)) {
		found = xa_find_after(&state->boxes, id, ULONG_MAX, XA_PRESENT);
		if (!found)
			break;
		own_refill(box_ref, box, box_ref_get_unless_zero(found));
	}
	return own_pass(box);
}
EXPORT_SYMBOL_IF_KUNIT(depot_next_box);

/*
 * The device goes. The order: nobody opens it any more (the caller has deregistered it); it has no
 * shelf, so that nobody finds or makes a box; each box is dead, which whoever holds one learns
 * under its lock; who sleeps there wakes; its work is stopped; its parcels are dropped. Files and
 * their boxes live on, dead, until the files are closed.
 *
 * That is what own/revocable.h is for, and it is not used: everything that goes has a lock which
 * every path takes anyway, and is kept by references, so that "gone" among what the lock protects
 * is enough. Nobody waits for user space here, since nobody copies under these locks.
 */
void depot_revoke(const struct depot *depot)
{
	own_auto(shelf_own, shelf, depot_take_shelf(depot));
	unsigned long id = 0;
	bool more;

	do {
		own_auto(box_ref, box, depot_next_box(depot, &id));

		more = !own_none(box);
		if (more)
			box_kill(own_use(box));
	} while (more);
}
EXPORT_SYMBOL_IF_KUNIT(depot_revoke);
