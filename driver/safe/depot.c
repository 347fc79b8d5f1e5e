// SPDX-License-Identifier: GPL-2.0-only
/*
 * The depot: which boxes there are, and how many there may be. It is what unbind takes away.
 */
#include <linux/overflow.h>
#include <linux/string.h>
#include <linux/stringhash.h>

#include "parcel_internal.h"

/* As many that finding one of 10 000 boxes costs about as much as finding the only one. */
#define SHELF_PLACES	2048

/* The boxes that have a name, by a hash of it. */
struct shelf {
	struct box_queue places[SHELF_PLACES];
};

void shelf_free(struct shelf *shelf)
{
	for (size_t i = 0; i < ARRAY_SIZE(shelf->places); i++)
		box_queue_drop_all(&shelf->places[i]);
	kvfree(shelf);
}

/* Each box has a reference, so there are none left. */
void depot_free(struct depot *depot)
{
	/* SAFETY: the count fell to zero, so this is the only pointer; it is freed below. */
	own_auto(depot_own, d, own_unsafe_from(depot_own, depot));
	own_auto(shelf_own, shelf, shelf_own_take_from(&own_locked_mut(d, state)->shelf));

	xa_destroy(&own_locked_mut(d, state)->boxes);
	xa_destroy(&own_locked_mut(d, state)->users);
	/* SAFETY: this ends its life. */
	kfree(own_unsafe_into(d));
}
EXPORT_SYMBOL_IF_KUNIT(depot_free);

#include <own/strict.h>

static struct box_queue *shelf_place(struct shelf *shelf, const char *name)
{
	return &shelf->places[full_name_hash(shelf, name, strlen(name)) % SHELF_PLACES];
}

static struct box *shelf_find(struct shelf *shelf, const char *name)
{
	struct box *box;

	queue_for_each(box, shelf_place(shelf, name), node) {
		if (!strcmp(box->name, name))
			return box;
	}
	return NULL;
}

struct depot_ref_result depot_new(void)
{
	own_auto(shelf_own, shelf, own_alloc(shelf_own, GFP_KERNEL));

	if (own_none(shelf))
		return own_fail(depot_ref, own_err(shelf));
	for (size_t i = 0; i < SHELF_PLACES; i++)
		box_queue_init(&own_mut(shelf)->places[i]);
	/* From here on nothing fails: what depot_free() looks at is set up. */
	own_auto(depot_own, d, own_alloc(depot_own, GFP_KERNEL));
	if (own_none(d))
		return own_fail(depot_ref, own_err(d));
	own_locked_init(&own_mut(d)->state);
	xa_init_flags(&own_locked_mut(d, state)->boxes, XA_FLAGS_ALLOC1);
	xa_init(&own_locked_mut(d, state)->users);
	own_auto(shelf_own, none,
		 shelf_own_swap(&own_locked_mut(d, state)->shelf, own_take(shelf)));
	own_auto(depot_ref, shared, depot_ref_share(own_take(d)));
	return own_ok(shared);
}
EXPORT_SYMBOL_IF_KUNIT(depot_new);

/* The device was unbound. Saying no may come a moment late; who depends on it looks again. */
bool depot_is_gone(const struct depot *depot)
{
	return READ_ONCE(depot->gone);
}

static int depot_count_user(struct depot_state *state, kuid_t uid, int change)
{
	unsigned long key = __kuid_val(uid);
	void *entry = xa_load(&state->users, key);
	unsigned long boxes = entry ? xa_to_value(entry) : 0;

	if (change > 0 && boxes >= READ_ONCE(max_boxes_per_user))
		return -EDQUOT;
	if (boxes + change == 0) {
		xa_erase(&state->users, key);
		return 0;
	}
	return xa_err(xa_store(&state->users, key, xa_mk_value(boxes + change), GFP_KERNEL));
}

/* Counts a box, or says which limit it would pass. */
static int depot_charge(struct depot_state *state, struct box *box)
{
	u64 bytes;
	u32 id;
	int err;

	if (check_add_overflow(state->bytes, box->capacity_bytes, &bytes) ||
	    bytes > READ_ONCE(max_bytes))
		return -ENOSPC;
	/* Sets the id also if it fails: a box has one only when it is counted. */
	err = xa_alloc(&state->boxes, &id, box, XA_LIMIT(1, READ_ONCE(max_boxes)), GFP_KERNEL);
	if (err)
		return err == -EBUSY ? -ENOSPC : err;
	err = depot_count_user(state, box->uid, 1);
	if (err) {
		xa_erase(&state->boxes, id);
		return err;
	}
	box->id = id;
	state->bytes = bytes;
	return 0;
}

/* A box ends. From here on depot_revoke() does not find it. */
void depot_refund(struct depot *depot, const struct box *box)
{
	own_guard(mutex, state, &depot->state);

	if (!box->id)
		return;
	xa_erase(&state->boxes, box->id);
	state->bytes -= box->capacity_bytes;
	/* Storing a smaller number where there was one needs no memory. */
	WARN_ON_ONCE(depot_count_user(state, box->uid, -1));
}

struct box_ref_result depot_create(struct depot *depot, const struct parcel_create *request)
{
	/* Declared before the lock, because a box that is dropped takes it. */
	own_auto(box_own, new, box_new(request, depot_ref_get(depot)));

	if (own_none(new))
		return own_fail(box_ref, own_err(new));
	own_auto(box_ref, box, own_nothing(box_ref));
	own_guard(mutex, state, &depot->state);
	struct shelf *shelf = shelf_own_peek_mut(&state->shelf);
	int err;

	if (!shelf)
		return own_fail(box_ref, -ENODEV);
	if (shelf_find(shelf, request->name))
		return own_fail(box_ref, -EEXIST);
	err = depot_charge(state, own_mut(new));
	if (err)
		return own_fail(box_ref, err);
	own_refill(box_ref, box, box_ref_share(own_take(new)));
	box_queue_push(shelf_place(shelf, request->name), box_ref_get(own_use(box)));
	return own_ok(box);
}
EXPORT_SYMBOL_IF_KUNIT(depot_create);

struct box_ref_result depot_open(struct depot *depot, const char *name, u32 rights)
{
	own_guard(mutex, state, &depot->state);
	struct shelf *shelf = shelf_own_peek_mut(&state->shelf);
	struct box *box = shelf ? shelf_find(shelf, name) : NULL;
	int err;

	if (!box)
		return own_fail(box_ref, shelf ? -ENOENT : -ENODEV);
	err = box_permission(box, rights);
	if (err)
		return own_fail(box_ref, err);
	/* Whoever unlinks it later finds somebody who may send or receive. */
	box_opened(box, rights);
	own_auto(box_ref, found, box_ref_get(box));
	return own_ok(found);
}
EXPORT_SYMBOL_IF_KUNIT(depot_open);

int depot_unlink(struct depot *depot, struct box *box)
{
	int err;

	own_scoped_guard(mutex, state, &depot->state) {
		struct shelf *shelf = shelf_own_peek_mut(&state->shelf);

		if (!shelf)
			return -ENODEV;
		if (!strcmp(box->name, PARCEL_DEFAULT_NAME))
			return -EPERM;
		err = box_unlink(box);
		if (err)
			return err;
		/* Not the last reference: the caller has one. */
		own_auto(box_ref, named, box_queue_remove(shelf_place(shelf, box->name), box));
	}
	box_ended(box);
	box_expiry_cancel(box);
	return 0;
}
EXPORT_SYMBOL_IF_KUNIT(depot_unlink);

static struct shelf_own_result depot_take_shelf(struct depot *depot)
{
	own_guard(mutex, state, &depot->state);

	WRITE_ONCE(depot->gone, true);
	return shelf_own_take_from(&state->shelf);
}

/* The next box after @id that is not ending already. */
static struct box_ref_result depot_next_box(struct depot *depot, unsigned long *id)
{
	own_guard(mutex, state, &depot->state);
	own_auto(box_ref, box, own_nothing(box_ref));
	struct box *found;

	while (own_none(box)) {
		found = xa_find_after(&state->boxes, id, ULONG_MAX, XA_PRESENT);
		if (!found)
			break;
		own_refill(box_ref, box, box_ref_get_unless_zero(found));
	}
	return own_pass(box);
}

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
void depot_revoke(struct depot *depot)
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
