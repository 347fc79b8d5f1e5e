// SPDX-License-Identifier: GPL-2.0-only
/* What handles cost: the lock of an xarray, a lookup, and the tests that belong there. */
#include <linux/xarray.h>
#include <own/ref.h>
#include <own/table.h>
#include "cost.h"

struct box {
	struct kref refs;
	int limit;
};

void box_destroy(struct box *box);

DEFINE_OWN(box_own, struct box, box_destroy);
DEFINE_OWN_REF(box_ref, box_own, struct box, refs);

struct parcel {
	int key;
};

void parcel_free(struct parcel *parcel);

DEFINE_OWN(parcel_own, struct parcel, parcel_free);

DEFINE_OWN_TABLE(handles, (box_handle, box_ref), (parcel_handle, parcel_own));

int parcel_ask(struct parcel *parcel);
void parcel_keep(struct parcel *parcel);
void parcel_keep_own(struct parcel_own parcel);
int tell(u32 index);

/* By hand: an entry is the object, tagged with its kind; or reserved; or busy. */

enum { BOX, PARCEL };

struct handles_plain {
	struct xarray entries;
	u32 limit;
	int full;
};

#define BUSY	ERR_PTR(-EBUSY)

static void box_release(struct kref *refs)
{
	box_destroy(container_of(refs, struct box, refs));
}

static void *entry_find(struct handles_plain *table, u32 index, unsigned long kind)
{
	void *entry = xa_load(&table->entries, index);
	void *object = xa_untag_pointer(entry);

	lockdep_assert_held(&table->entries.xa_lock);
	if (!object || xa_pointer_tag(entry) != kind)
		return ERR_PTR(-EBADF);
	return object;
}

/* The object, which its handle answers -EBUSY for until table_give_back(). */
static inline void *table_borrow(struct handles_plain *table, u32 index, unsigned long kind)
{
	void *object;

	guard(spinlock)(&table->entries.xa_lock);
	object = entry_find(table, index, kind);
	if (!IS_ERR(object))
		__xa_store(&table->entries, index, xa_tag_pointer(BUSY, kind), 0);
	return object;
}

static inline void
table_give_back(struct handles_plain *table, u32 index, void *object, unsigned long kind)
{
	xa_store(&table->entries, index, xa_tag_pointer(object, kind), 0);
}

static inline void *table_remove(struct handles_plain *table, u32 index, const unsigned long *kind)
{
	void *entry;

	guard(spinlock)(&table->entries.xa_lock);
	entry = xa_load(&table->entries, index);
	if (!entry || (kind && xa_pointer_tag(entry) != *kind))
		return ERR_PTR(-EBADF);
	if (xa_untag_pointer(entry) == BUSY)
		return ERR_PTR(-EBUSY);
	__xa_erase(&table->entries, index);
	return entry;
}

/* A reference to the box that a handle names. */

static struct box *COST(get_plain)(struct handles_plain *table, u32 index)
{
	struct box *box;

	guard(spinlock)(&table->entries.xa_lock);
	box = entry_find(table, index, BOX);
	if (IS_ERR(box))
		return box;
	kref_get(&box->refs);
	return box;
}

/*
 * cost: get: gcc -6, clang +5: gcc has one unlock for all ways, and two by hand; clang
 * branches where it has conditional moves by hand, with a register more.
 */
static struct box_ref_result COST(get_own)(struct handles *table, u32 index)
{
	own_table_peek(box_handle, b, table, index);
	if (own_none(b))
		return own_fail(box_ref, own_err(b));
	own_auto(box_ref, box, box_ref_get(own_use(b)));
	return own_ok(box);
}

/* Look at a parcel while it stays in the table. */

static int COST(look_plain)(struct handles_plain *table, u32 index)
{
	struct parcel *parcel;

	guard(spinlock)(&table->entries.xa_lock);
	parcel = entry_find(table, index, PARCEL);
	if (IS_ERR(parcel))
		return PTR_ERR(parcel);
	return parcel->key;
}

/*
 * cost: look: gcc +7, clang +2: gcc has an unlock of its own for a handle that names
 * nothing of that kind; clang as in get.
 */
static int COST(look_own)(struct handles *table, u32 index)
{
	own_table_peek(parcel_handle, p, table, index);
	if (own_none(p))
		return own_err(p);
	return own_use(p)->key;
}

/* Have a parcel to oneself, and sleep. */

static int COST(change_plain)(struct handles_plain *table, u32 index)
{
	struct parcel *parcel = table_borrow(table, index, PARCEL);
	int err;

	if (IS_ERR(parcel))
		return PTR_ERR(parcel);
	err = parcel_ask(parcel);
	table_give_back(table, index, parcel, PARCEL);
	return err;
}

/* cost: change: clang +3: as in get. */
static int COST(change_own)(struct handles *table, u32 index)
{
	own_table_borrow_mut(parcel_handle, p, table, index);
	if (own_none(p))
		return own_err(p);
	return parcel_ask(own_mut(p));
}

/* Hand it on, if it is good. */

static int COST(send_plain)(struct handles_plain *table, u32 index)
{
	struct parcel *parcel = table_borrow(table, index, PARCEL);
	int err;

	if (IS_ERR(parcel))
		return PTR_ERR(parcel);
	err = parcel_ask(parcel);
	if (err) {
		table_give_back(table, index, parcel, PARCEL);
		return err;
	}
	parcel_keep(parcel);
	xa_erase(&table->entries, index);
	return 0;
}

/* cost: send: gcc 0, clang +6: as in get; gcc has other registers. */
static int COST(send_own)(struct handles *table, u32 index)
{
	int err;

	own_table_borrow_mut(parcel_handle, p, table, index);
	if (own_none(p))
		return own_err(p);
	err = parcel_ask(own_mut(p));
	if (err)
		return err;
	parcel_keep_own(own_take(p));
	return 0;
}

/* Give out a handle, and let it name a parcel if user space could be told. */

static int COST(give_out_plain)(struct handles_plain *table, struct parcel *parcel)
{
	int err = -EBUSY;
	u32 index;

	if (table->limit)
		err = xa_alloc(&table->entries, &index, NULL, XA_LIMIT(1, table->limit),
			       GFP_KERNEL_ACCOUNT);
	if (err == -EBUSY)
		err = table->full;
	if (err)
		goto free;
	err = tell(index);
	if (err)
		goto give_up;
	xa_store(&table->entries, index, xa_tag_pointer(parcel, PARCEL), 0);
	return 0;
give_up:
	xa_erase(&table->entries, index);
free:
	parcel_free(parcel);
	return err;
}

/*
 * cost: give_out: gcc +9, clang +18: the reservation is a function of the file, for the sake of
 * files that reserve twice; the index stays in a register across the call,
 * where it is loaded anew from the stack; clang packs it with the errno into one
 * register before it inlines the reservation, and unpacks both, and does not see
 * that a place which is given up was had.
 */
static int COST(give_out_own)(struct handles *table, struct parcel_own parcel)
{
	int err;

	own_auto(parcel_own, p, parcel);
	own_table_reserve(handles, place, table);
	if (own_none(place))
		return own_err(place);
	err = tell(own_table_index(place));
	if (err)
		return err;
	own_table_install(parcel_handle, place, own_take(p));
	return 0;
}

/* Close a handle, whatever it names. */

static int COST(close_plain)(struct handles_plain *table, u32 index)
{
	void *entry = table_remove(table, index, NULL);

	if (IS_ERR(entry))
		return PTR_ERR(entry);
	switch (xa_pointer_tag(entry)) {
	case BOX:
		kref_put(&((struct box *)xa_untag_pointer(entry))->refs, box_release);
		break;
	case PARCEL:
		parcel_free(xa_untag_pointer(entry));
		break;
	}
	return 0;
}

/*
 * cost: close: gcc +3, clang 0: gcc loads the 0 on each way to the return. The
 * function that ends a box has another name.
 */
static int COST(close_own)(struct handles *table, u32 index)
{
	return handles_close(table, index);
}

/* Take a parcel out. */

static struct parcel *COST(remove_plain)(struct handles_plain *table, u32 index)
{
	static const unsigned long kind = PARCEL;
	void *entry = table_remove(table, index, &kind);

	return IS_ERR(entry) ? entry : xa_untag_pointer(entry);
}

/* cost: remove: gcc +3, clang +3: the errno of nothing is made here, and the caller tests once. */
static struct parcel_own_result COST(remove_own)(struct handles *table, u32 index)
{
	return parcel_handle_remove(table, index);
}
