// SPDX-License-Identifier: GPL-2.0-only
/* What handles cost: the lock of the table, a lookup, two tests. */
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
DEFINE_REF(box_ref, box_own, struct box, refs);

struct parcel {
	int key;
};

void parcel_free(struct parcel *parcel);

DEFINE_OWN(parcel_own, struct parcel, parcel_free);

DEFINE_OWN_TABLE(handles, box_handle, parcel_handle);
DEFINE_TABLE_REF(handles, box_handle, box_ref, struct box, own_table_ignore, own_table_ignore);
DEFINE_TABLE_OWN(handles, parcel_handle, parcel_own, struct parcel);

/* The same members in the same order. */
struct entry {
	struct handles_plain *table;
	void *object;
	void (*drop)(struct entry *entry, void *object);
	int kind;
	unsigned int rights;
	unsigned int borrows;
	u32 index;
	bool closed;
};

struct handles_plain {
	struct xarray entries;
	u32 limit;
	int full;
};

static struct entry *entry_find(struct handles_plain *table, u32 index, int kind)
{
	struct entry *entry = xa_load(&table->entries, index);

	if (!entry || entry->kind != kind)
		return ERR_PTR(-EBADF);
	if (!entry->object)
		return ERR_PTR(-EBUSY);
	return entry;
}

/* A reference to the box that a handle names, if it has the rights. */

static struct box *COST(get_plain)(struct handles_plain *table, u32 index, unsigned int rights)
{
	struct entry *entry;
	struct box *box;

	guard(spinlock)(&table->entries.xa_lock);
	entry = entry_find(table, index, box_handle);
	if (IS_ERR(entry))
		return ERR_CAST(entry);
	if (rights & ~entry->rights)
		return ERR_PTR(-EACCES);
	box = entry->object;
	kref_get(&box->refs);
	return box;
}

/* cost: get: gcc -1: gcc places the failing paths differently. */
static struct box_ref_result COST(get_own)(struct handles *table, u32 index, unsigned int rights)
{
	return box_handle_get(table, index, rights);
}

/* Look at a parcel while it stays in the table. */

static int COST(look_plain)(struct handles_plain *table, u32 index)
{
	struct entry *entry;
	bool last;
	int key;

	scoped_guard(spinlock, &table->entries.xa_lock) {
		entry = entry_find(table, index, parcel_handle);
		if (IS_ERR(entry))
			return PTR_ERR(entry);
		entry->borrows++;
	}
	key = ((struct parcel *)entry->object)->key;
	scoped_guard(spinlock, &table->entries.xa_lock)
		last = !--entry->borrows && entry->closed;
	if (last) {
		if (entry->object)
			entry->drop(entry, entry->object);
		kfree(entry);
	}
	return key;
}

/*
 * cost: look: gcc +4, clang +4: the failing paths have an unlock of their own
 * instead of a jump to one; no path executes more.
 */
static int COST(look_own)(struct handles *table, u32 index)
{
	own_table_borrow(parcel_handle, p, table, index);
	if (own_none(p))
		return own_err(p);
	return own_use(p)->key;
}
