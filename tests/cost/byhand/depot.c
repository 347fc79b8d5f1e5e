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

#define IN_ONE_PLACE	8	/* boxes, if there are as many as there may be */
#define MOST_PLACES	65536U

/* The boxes that have a name, by a hash of it that nobody can aim at one place. */
struct shelf {
	hsiphash_key_t key;
	u32 nr_places;			/* a power of two */
	struct hlist_head places[] __counted_by(nr_places); /* own a reference to each box */
};

static void shelf_free(struct shelf *shelf)
{
	struct hlist_node *next;
	struct box *box;

	for (size_t i = 0; i < shelf->nr_places; i++) {
		hlist_for_each_entry_safe(box, next, &shelf->places[i], node) {
			hlist_del(&box->node);
			box_put(box);
		}
	}
	kvfree(shelf);
}

/* Each box and each share has a reference, so there are none left. */
void depot_release(struct kref *refs)
{
	struct depot *depot = container_of(refs, struct depot, refs);

	if (depot->shelf)
		shelf_free(depot->shelf);
	xa_destroy(&depot->boxes);
	xa_destroy(&depot->shares);
	kfree(depot);
}

static u32 shelf_hash(const struct shelf *shelf, const char *name)
{
	return hsiphash(name, strlen(name), &shelf->key);
}

static struct hlist_head *shelf_place(struct shelf *shelf, u32 hash)
{
	return &shelf->places[hash & (shelf->nr_places - 1)];
}

/* Borrowed from the shelf, or NULL. */
static struct box *shelf_find(struct shelf *shelf, const char *name, u32 hash)
{
	struct box *box;

	hlist_for_each_entry(box, shelf_place(shelf, hash), node) {
		if (box->hash == hash && !strcmp(box->name, name))
			return box;
	}
	return NULL;
}

struct depot *depot_new(void)
{
	const u32 nr_places = roundup_pow_of_two(clamp(READ_ONCE(max_boxes) / IN_ONE_PLACE, 1U,
						       MOST_PLACES));
	struct shelf *shelf __free(kvfree) = kvzalloc(struct_size(shelf, places, nr_places),
						      GFP_KERNEL);
	struct depot *depot;

	if (!shelf)
		return NULL;
	depot = kzalloc(sizeof(*depot), GFP_KERNEL);
	if (!depot)
		return NULL;
	shelf->nr_places = nr_places;
	get_random_bytes(&shelf->key, sizeof(shelf->key));
	kref_init(&depot->refs);
	mutex_init(&depot->lock);
	xa_init_flags(&depot->boxes, XA_FLAGS_ALLOC1 | XA_FLAGS_ACCOUNT);
	xa_init_flags(&depot->shares, XA_FLAGS_ACCOUNT);
	depot->shelf = no_free_ptr(shelf);
	return depot;
}

/* The device was unbound. Saying no may come a moment late; who depends on it looks again. */
bool depot_is_gone(const struct depot *depot)
{
	return READ_ONCE(depot->gone);
}

/* A reference, or NULL. The lock is held. */
static struct share *known_share(struct depot *depot, kuid_t uid)
{
	struct share *share = xa_load(&depot->shares, __kuid_val(uid));

	return share && kref_get_unless_zero(&share->refs) ? share : NULL;
}

static struct share *depot_find_share(struct depot *depot, kuid_t uid)
{
	guard(mutex)(&depot->lock);
	return known_share(depot, uid);
}

static struct share *depot_add_share(struct depot *depot, kuid_t uid)
{
	/* Declared before the lock, because a share that is put takes it. */
	struct share *new __free(share_put) = share_new(depot, uid);
	struct share *share;
	int err;

	if (!new)
		return ERR_PTR(-ENOMEM);
	guard(mutex)(&depot->lock);
	share = known_share(depot, uid);
	if (share)
		return share;
	/* In the place of one that is ending, which does not erase this one. */
	err = xa_err(xa_store(&depot->shares, __kuid_val(uid), new, GFP_KERNEL));
	if (err)
		return ERR_PTR(err);
	return_ptr(new);
}

/* The share of a user, who gets one with the first thing that counts. */
struct share *depot_share(struct depot *depot, kuid_t uid)
{
	return depot_find_share(depot, uid) ?: depot_add_share(depot, uid);
}

void depot_forget_share(struct depot *depot, struct share *share)
{
	guard(mutex)(&depot->lock);
	xa_cmpxchg(&depot->shares, __kuid_val(share->uid), share, NULL, 0);
}

/* What is left to @opener of a limit: the last eighth is for who may exceed limits. */
static unsigned long limit_for(const struct opener *opener, unsigned long limit)
{
	return opener_capable(opener, CAP_SYS_RESOURCE) ? limit : limit - limit / 8;
}

static int charge_share(struct share *share, u64 cost, const struct opener *opener)
{
	int err = share_charge(share, SHARE_BOXES, 1, opener);

	if (err)
		return err;
	err = share_charge(share, SHARE_BYTES, cost, opener);
	if (err)
		share_refund(share, SHARE_BOXES, 1);
	return err;
}

/* Counts a box, or says which limit it would pass. The lock is held. */
static int depot_charge(struct depot *depot, struct box *box, const struct opener *opener)
{
	struct share *share = opener_share(opener);
	u64 bytes;
	int err;

	if (check_add_overflow(depot->bytes, box_cost(box), &bytes) ||
	    bytes > limit_for(opener, READ_ONCE(max_bytes)))
		return -ENOSPC;
	err = xa_alloc(&depot->boxes, &box->id, box,
		       XA_LIMIT(1, limit_for(opener, READ_ONCE(max_boxes))), GFP_KERNEL);
	if (err)
		return err == -EBUSY ? -ENOSPC : err;
	err = charge_share(share, box_cost(box), opener);
	if (err) {
		xa_erase(&depot->boxes, box->id);
		return err;
	}
	box->share = share_get(share);
	depot->bytes = bytes;
	return 0;
}

/* A box ends. From here on depot_revoke() does not find it. */
void depot_refund(struct depot *depot, struct box *box)
{
	/* It has a share when it counts. */
	if (!box->share)
		return;
	guard(mutex)(&depot->lock);
	xa_erase(&depot->boxes, box->id);
	depot->bytes -= box_cost(box);
	share_refund(box->share, SHARE_BYTES, box_cost(box));
	share_refund(box->share, SHARE_BOXES, 1);
}

struct seat *depot_create(struct depot *depot, const struct opener *opener,
			  const struct parcel_create *request)
{
	/* Declared before the lock, because a box that is put takes it. */
	struct box *box __free(box_put) = box_new(request, opener, depot);
	struct hlist_head *place;
	int err;

	if (IS_ERR(box))
		return ERR_CAST(box);

	struct seat *seat __free(seat_free) = seat_new();

	if (IS_ERR(seat))
		return seat;
	guard(mutex)(&depot->lock);
	if (!depot->shelf)
		return ERR_PTR(-ENODEV);
	box->hash = shelf_hash(depot->shelf, request->name);
	if (shelf_find(depot->shelf, request->name, box->hash))
		return ERR_PTR(-EEXIST);
	err = depot_charge(depot, box, opener);
	if (err)
		return ERR_PTR(err);
	seat_take(seat, box, request->rights);
	place = shelf_place(depot->shelf, box->hash);
	hlist_add_head(&no_free_ptr(box)->node, place);
	return_ptr(seat);
}

struct seat *depot_open(struct depot *depot, const struct opener *opener, const char *name,
			u32 rights)
{
	struct seat *seat __free(seat_free) = seat_new();
	struct box *box;
	int err;

	if (IS_ERR(seat))
		return seat;
	guard(mutex)(&depot->lock);
	if (!depot->shelf)
		return ERR_PTR(-ENODEV);
	box = shelf_find(depot->shelf, name, shelf_hash(depot->shelf, name));
	if (!box)
		return ERR_PTR(-ENOENT);
	err = box_permission(box, opener, rights);
	if (err)
		return ERR_PTR(err);
	seat_take(seat, box, rights);
	return_ptr(seat);
}

/* The box leaves the shelf, whose reference the caller owns then; or why it does not. */
static int depot_take_off(struct depot *depot, struct box *box)
{
	int err;

	guard(mutex)(&depot->lock);
	if (!depot->shelf)
		return -ENODEV;
	if (!strcmp(box->name, PARCEL_DEFAULT_NAME))
		return -EPERM;
	err = box_unlink(box);
	if (!err)
		hlist_del(&box->node);
	return err;
}

int depot_unlink(struct depot *depot, struct box *box)
{
	int err = depot_take_off(depot, box);

	if (err)
		return err;
	box_tell_all(box);
	box_desert(box);
	box_put(box);
	return 0;
}

static struct shelf *depot_take_shelf(struct depot *depot)
{
	guard(mutex)(&depot->lock);
	WRITE_ONCE(depot->gone, true);
	return no_free_ptr(depot->shelf);
}

/* The next box after @id that is not ending already: a reference, or NULL. */
struct box *depot_next_box(struct depot *depot, unsigned long *id)
{
	struct box *box;

	guard(mutex)(&depot->lock);
	do {
		box = xa_find_after(&depot->boxes, id, ULONG_MAX, XA_PRESENT);
	} while (box && !kref_get_unless_zero(&box->refs));
	return box;
}

/*
 * The device goes, in the order that driver/safe/depot.c gives. Files and their boxes live on,
 * dead, until the files are closed.
 */
void depot_revoke(struct depot *depot)
{
	struct shelf *shelf = depot_take_shelf(depot);
	unsigned long id = 0;
	struct box *box;

	while ((box = depot_next_box(depot, &id))) {
		box_kill(box);
		box_put(box);
	}
	if (shelf)
		shelf_free(shelf);
}
