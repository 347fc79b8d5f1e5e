/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_TABLE_H
#define OWN_TABLE_H

/**
 * DOC: Handles for user space
 *
 * A driver gives user space small integers that name its objects, and gets them
 * back: possibly wrong, possibly stale, possibly from two threads at once while a
 * third closes them. The classic mistakes are to look up a pointer, unlock and
 * then use it; to take an object of one kind for one of another; and to publish a
 * handle before the object is complete, or before user space could be told.
 *
 * A table of this header owns what is in it, and every way out is typed:
 *
 * .. code-block:: c
 *
 *	DEFINE_OWN_TABLE(handles, box_handle, parcel_handle);
 *	DEFINE_TABLE_REF(handles, box_handle, box_ref, struct box,
 *			 box_add_user, box_remove_user);
 *	DEFINE_TABLE_OWN(handles, parcel_handle, parcel_own, struct parcel);
 *
 * A counted object comes out as a reference of the caller's own, if the handle has
 * the rights that are asked for; it stays good when the handle is closed
 * meanwhile:
 *
 * .. code-block:: c
 *
 *	own_auto(box_ref, box, box_handle_get(&s->handles, arg.handle, RIGHT_SEND));
 *	if (own_none(box))
 *		return own_err(box);		// -EBADF, -EACCES
 *
 * An object with one owner stays in the table while it is looked at, by any number
 * of threads, or comes out of it, for one thread alone:
 *
 * .. code-block:: c
 *
 *	own_table_borrow(parcel_handle, p, &s->handles, arg.handle);
 *	if (own_none(p))
 *		return own_err(p);		// -EBADF, -EBUSY
 *	copy_to_user(to, own_use(p)->data, ...);
 *
 *	own_table_borrow_mut(parcel_handle, p, &s->handles, arg.handle);
 *	if (own_none(p))
 *		return own_err(p);		// -EBADF, -EBUSY
 *	return own_rest(p, box_push(box, own_take(p)));
 *
 * In the second one p goes back under its handle at the end of the scope if the
 * box did not accept it; if the box did, the handle is closed.
 *
 * Putting in is a transfer that can fail and hands back. Where failing late would
 * be awkward, reserve first, as with a file descriptor; the handle means nothing
 * to anybody until something is installed, and that cannot fail:
 *
 * .. code-block:: c
 *
 *	own_auto(handles_reserved, place, handles_reserve(&s->handles));
 *	if (own_none(place))
 *		return own_err(place);		// -EMFILE, -ENOMEM
 *	if (put_user(handles_reserved_index(own_use(place)), to))
 *		return -EFAULT;			// the place is given up
 *	parcel_handle_install(own_take(place), own_take(p));
 *
 * Who may run concurrently: everything, with everything, on one table, except
 * ``handles_init()`` and ``handles_drop_all()``, which need the table to
 * themselves; the open and release of a file have it.
 *
 * What it costs: an allocation for each handle, and for each lookup the lock of
 * the table. Speculation past the end is no concern: the index of an xarray is
 * masked at every level.
 *
 * What it cannot prevent: user space that confuses its own handles. It also knows
 * nothing of a handle that was closed and given out again in between.
 *
 * When not to use it: for objects that the kernel names itself; keep a reference.
 *
 * Rust: none in the kernel crate; ``XArray<T: ForeignOwnable>`` is the nearest. It
 * lends what it holds only for as long as its lock is held.
 */

#include <own/box.h>
#if __OWN_QUIET_MACROS
#pragma GCC system_header
#endif

#include <linux/bug.h>
#include <linux/container_of.h>
#include <linux/xarray.h>

/*
 * An entry is reserved (kind 0), installed, or out of the table (object %NULL).
 * Everything in it but the index is written under the lock of the table.
 */
struct __own_table_entry {
	struct __own_table *table;
	void *object;
	void (*drop)(struct __own_table_entry *entry, void *object);
	int kind;
	unsigned int rights;
	unsigned int borrows;
	u32 index;
	bool closed;		/* has left the table; the last borrow ends it */
};

struct __own_table {
	struct xarray entries;
	u32 limit;
	int full;		/* errno */
};

static inline void __own_table_init(struct __own_table *table, u32 limit, int full)
{
	xa_init_flags(&table->entries, XA_FLAGS_ALLOC1 | XA_FLAGS_ACCOUNT);
	table->limit = limit;
	table->full = full;
}

/* Never above 0; below 0 nothing was reserved. */
static inline int
__own_table_reserve(struct __own_table *table, struct __own_table_entry **reserved)
{
	struct __own_table_entry *entry;
	int err = -EBUSY;

	entry = kzalloc(sizeof(*entry), GFP_KERNEL_ACCOUNT);
	if (!entry)
		return -ENOMEM;
	entry->table = table;
	*reserved = entry;
	/* The lowest free index is given out, so the highest one is the limit. */
	if (table->limit)
		err = xa_alloc(&table->entries, &entry->index, entry,
			       XA_LIMIT(1, table->limit), GFP_KERNEL_ACCOUNT);
	if (err)
		kfree(entry);
	return err == -EBUSY ? table->full : err;
}

static inline void __own_table_unreserve(struct __own_table_entry *entry)
{
	xa_erase(&entry->table->entries, entry->index);
	kfree(entry);
}

static inline void
__own_table_install(struct __own_table_entry *entry, int kind, void *object,
		    void (*drop)(struct __own_table_entry *entry, void *object),
		    unsigned int rights)
{
	struct xarray *entries = &entry->table->entries;

	xa_lock(entries);
	entry->object = object;
	entry->drop = drop;
	entry->rights = rights;
	entry->kind = kind;
	xa_unlock(entries);
}

/* The lock of the table is held. */
static inline struct __own_table_entry *
__own_table_find(struct __own_table *table, u32 index, int kind)
{
	struct __own_table_entry *entry = xa_load(&table->entries, index);

	if (!entry || entry->kind != kind)
		return ERR_PTR(-EBADF);
	if (!entry->object)
		return ERR_PTR(-EBUSY);
	return entry;
}

/* What is lent, or an errno in place of the entry. */
struct __own_table_lent {
	struct __own_table *table;
	struct __own_table_entry *entry;
};

static inline struct __own_table_lent
__own_table_borrow(struct __own_table *table, u32 index, int kind)
{
	struct __own_table_entry *entry;

	xa_lock(&table->entries);
	entry = __own_table_find(table, index, kind);
	if (!IS_ERR(entry))
		entry->borrows++;
	xa_unlock(&table->entries);
	return (struct __own_table_lent){ table, entry };
}

static inline void __own_table_end(struct __own_table_entry *entry)
{
	if (entry->object)
		entry->drop(entry, entry->object);
	kfree(entry);
}

/* The same, but the object goes elsewhere. */
static inline void *__own_table_end_without(struct __own_table_entry *entry)
{
	void *object = entry->object;

	kfree(entry);
	return object;
}

static __always_inline void __own_table_unborrow(const struct __own_table_lent *lent)
{
	struct __own_table_entry *entry = lent->entry;
	bool last;

	if (IS_ERR(entry))
		return;
	xa_lock(&lent->table->entries);
	last = !--entry->borrows && entry->closed;
	xa_unlock(&lent->table->entries);
	if (last)
		__own_table_end(entry);
}

/* Like a borrow, but nobody else has one, and nobody gets one until it ends. */
static inline struct __own_table_entry *
__own_table_borrow_mut(struct __own_table *table, u32 index, int kind, void **object)
{
	struct __own_table_entry *entry;

	xa_lock(&table->entries);
	entry = __own_table_find(table, index, kind);
	if (!IS_ERR(entry) && entry->borrows) {
		entry = ERR_PTR(-EBUSY);
	} else if (!IS_ERR(entry)) {
		*object = entry->object;
		entry->object = NULL;
	}
	xa_unlock(&table->entries);
	return entry;
}

/* Nobody but the caller can reach the entry in between: it has no object. */
static inline void
__own_table_unborrow_mut(struct __own_table_entry *entry, void *object)
{
	struct xarray *entries = &entry->table->entries;

	xa_lock(entries);
	entry->object = object;
	if (!object)
		__xa_erase(entries, entry->index);
	xa_unlock(entries);
	if (!object)
		kfree(entry);
}

/* Takes an entry out of the table. NULL: it is still borrowed and ends by itself. */
static inline struct __own_table_entry *
__own_table_close(struct __own_table *table, u32 index, int any_or_kind)
{
	struct __own_table_entry *entry;

	xa_lock(&table->entries);
	entry = xa_load(&table->entries, index);
	if (!entry || !entry->kind || (any_or_kind && entry->kind != any_or_kind)) {
		entry = ERR_PTR(-EBADF);
	} else if (!entry->object) {
		entry = ERR_PTR(-EBUSY);
	} else {
		__xa_erase(&table->entries, index);
		entry->closed = true;
		if (entry->borrows)
			entry = NULL;
	}
	xa_unlock(&table->entries);
	return entry;
}

static inline int __own_table_kind(struct __own_table *table, u32 index)
{
	struct __own_table_entry *entry;
	int kind;

	xa_lock(&table->entries);
	entry = xa_load(&table->entries, index);
	kind = entry && entry->kind ? entry->kind : -EBADF;
	xa_unlock(&table->entries);
	return kind;
}

static inline void __own_table_drop_all(struct __own_table *table)
{
	struct __own_table_entry *entry;
	unsigned long index;

	xa_for_each(&table->entries, index, entry) {
		entry = __own_table_close(table, index, 0);
		/* Somebody is in the table who must not be; rather leak than free. */
		if (!WARN_ON_ONCE(IS_ERR_OR_NULL(entry)))
			__own_table_end(entry);
	}
	xa_destroy(&table->entries);
}

/**
 * DEFINE_OWN_TABLE() - define a table and the kinds of what it holds
 * @name: name of the table type
 * @...: names of the kinds; each is then defined by DEFINE_TABLE_REF() or
 *	DEFINE_TABLE_OWN()
 *
 * Defines ``struct name``, an enumerator above 0 for each kind, the owner type
 * ``struct name_reserved`` (and ``_result``, ``_rest``) of a handle that was given out
 * and names nothing yet, and::
 *
 *	void name_init(struct name *table, u32 limit, int full);
 *	struct name_reserved_result name_reserve(struct name *table);
 *	u32 name_reserved_index(const struct name_place *place);
 *	int name_kind(struct name *table, u32 index);
 *	int name_close(struct name *table, u32 index);
 *	void name_drop_all(struct name *table);
 *
 * ``name_init()``: @limit is the greatest number of handles at one time, and the
 * greatest handle; @full the errno that says so, by custom %-EMFILE or %-ENOSPC.
 *
 * ``name_reserve()``: %-ENOMEM, or the errno of a full table. The memory is
 * charged to the cgroup of the caller. A reserved handle answers %-EBADF to
 * everybody. Dropping the place gives the handle up.
 *
 * ``name_kind()``: the enumerator, or %-EBADF. It may have changed by the time
 * that the caller looks at it.
 *
 * ``name_close()``: drops what the handle names, or, while that is borrowed,
 * leaves it to the last borrow; the handle is free at once. 0, %-EBADF if it names
 * nothing, %-EBUSY if it is borrowed mut.
 *
 * ``name_drop_all()``: drops everything, as often as nothing is borrowed, which
 * warns. The table may be initialised again afterwards.
 *
 * Context: Process; the drop functions run without the lock of the table.
 * ``name_kind()``: any but interrupt.
 *
 * Rust: ``XArray``; the kinds are the variants of an ``enum``.
 */
#define DEFINE_OWN_TABLE(name, ...)					\
enum name##_kinds { __##name##_reserved, __VA_ARGS__ };			\
struct name {								\
	struct __own_table __table;					\
};									\
struct name##_place {							\
	struct __own_table_entry __entry;				\
};									\
static inline void __##name##_unreserve(struct name##_place *place)	\
{									\
	__own_table_unreserve(&place->__entry);				\
}									\
DEFINE_OWN(name##_reserved, struct name##_place, __##name##_unreserve);	\
static inline __maybe_unused void					\
name##_init(struct name *table, u32 limit, int full)			\
{									\
	__own_table_init(&table->__table, limit, full);			\
}									\
static inline __maybe_unused struct name##_reserved_result			\
name##_reserve(struct name *table)					\
{									\
	struct __own_table_entry *entry;				\
	int err = __own_table_reserve(&table->__table, &entry);		\
									\
	return __##name##_reserved_result(err ? ERR_PTR(err) :		\
		container_of(entry, struct name##_place, __entry));	\
}									\
static __always_inline __maybe_unused u32				\
name##_reserved_index(const struct name##_place *place)			\
{									\
	return place->__entry.index;					\
}									\
static inline __maybe_unused int name##_kind(struct name *table, u32 index) \
{									\
	return __own_table_kind(&table->__table, index);		\
}									\
static inline __maybe_unused int name##_close(struct name *table, u32 index) \
{									\
	struct __own_table_entry *entry = __own_table_close(&table->__table, index, 0); \
									\
	if (IS_ERR(entry))						\
		return PTR_ERR(entry);					\
	if (entry)							\
		__own_table_end(entry);					\
	return 0;							\
}									\
static inline __maybe_unused void name##_drop_all(struct name *table)	\
{									\
	__own_table_drop_all(&table->__table);				\
}									\
_Static_assert(sizeof(struct name) > 0, #name)

/* What both sorts of kinds have: the way in. */
#define __own_table_way_in(table_name, name, tag, type)			\
static inline __maybe_unused struct tag##_rest				\
__##name##_insert(struct table_name *table, struct tag value,		\
		  unsigned int rights, u32 *index)			\
{									\
	own_linear(tag, object, value);					\
	struct __own_table_entry *entry;				\
	int err = __own_table_reserve(&table->__table, &entry);		\
									\
	if (err < 0)							\
		return own_reject(object, err);				\
	*index = entry->index;						\
	__##name##_install(entry, own_unsafe_into(object), rights);	\
	return own_accepted(tag);					\
}									\
_Static_assert(name > 0, #name " is not a kind of " #table_name)

/**
 * DEFINE_TABLE_REF() - define a kind of handles: counted objects, with rights
 * @table_name: what DEFINE_OWN_TABLE() defined
 * @name: one of its kinds
 * @tag: what DEFINE_REF() or DEFINE_REF_ADOPTED() defined for the objects
 * @type: type of the objects
 * @opened: function ``void opened(type *object, unsigned int rights)``, called
 *	for each handle before others can use it, or own_table_ignore
 * @closed: the same, called once for each handle that was opened, after others
 *	could use it for the last time, or own_table_ignore
 *
 * Defines::
 *
 *	struct tag_rest name_insert(struct table_name *table, struct tag object,
 *				    unsigned int rights, u32 *index);
 *	void name_install(struct table_name_reserved place, struct tag object,
 *			  unsigned int rights);
 *	struct tag_result name_get(struct table_name *table, u32 index,
 *				   unsigned int rights);
 *	struct tag_result name_get_with_rights(struct table_name *table, u32 index,
 *					       unsigned int *rights);
 *	struct tag_result name_remove(struct table_name *table, u32 index);
 *
 * ``name_insert()`` consumes the reference and sets \*index, or hands the
 * reference back with the errno that ``table_name_reserve()`` would give. The handle
 * works, for any thread that guesses it, before this function returns.
 *
 * ``name_install()`` does the same in a reserved place, and cannot fail.
 *
 * ``name_get()`` gives a new reference if the handle has at least @rights, whose
 * bits are the driver's own: %-EBADF if it names nothing or another kind of
 * thing, %-EACCES if it lacks a right. A handle that is closed right afterwards
 * does not take the reference away.
 *
 * ``name_remove()`` closes the handle and gives the table's reference, or %-EBADF.
 *
 * Context: ``name_insert()``: process, may sleep. ``name_install()``: that of
 * @opened. The others: any but interrupt. @opened and @closed are called without
 * the lock of the table.
 *
 * Rust: none.
 */
#define DEFINE_TABLE_REF(table_name, name, tag, type, opened, closed)	\
static inline void							\
__##name##_drop_entry(struct __own_table_entry *entry, void *object)	\
{									\
	type *typed = object;						\
									\
	closed(typed, entry->rights);					\
	__##tag##_drop(typed);						\
}									\
static inline __maybe_unused void					\
__##name##_install(struct __own_table_entry *entry, type *object,	\
		   unsigned int rights)					\
{									\
	opened(object, rights);						\
	__own_table_install(entry, name, object, __##name##_drop_entry, rights); \
}									\
__own_table_way_in(table_name, name, tag, type);			\
static inline __maybe_unused struct tag##_rest				\
name##_insert(struct table_name *table, struct tag object,		\
	      unsigned int rights, u32 *index)				\
{									\
	return __##name##_insert(table, object, rights, index);		\
}									\
static inline __maybe_unused void					\
name##_install(struct table_name##_reserved place, struct tag object,	\
	       unsigned int rights)					\
{									\
	__##name##_install(&__##table_name##_reserved_object(place)->__entry, \
			   __##tag##_object(object), rights);		\
}									\
static inline __maybe_unused struct tag##_result			\
__##name##_get(struct table_name *table, u32 index, unsigned int need,	\
	       unsigned int *rights)					\
{									\
	struct xarray *entries = &table->__table.entries;		\
	struct __own_table_entry *entry;				\
	void *object;							\
									\
	xa_lock(entries);						\
	entry = __own_table_find(&table->__table, index, name);		\
	if (IS_ERR(entry)) {						\
		object = entry;						\
	} else if (need & ~entry->rights) {				\
		object = ERR_PTR(-EACCES);				\
	} else {							\
		*rights = entry->rights;				\
		object = __##tag##_object(tag##_get(entry->object));	\
	}								\
	xa_unlock(entries);						\
	return __##tag##_result(object);				\
}									\
static inline __maybe_unused struct tag##_result			\
name##_get(struct table_name *table, u32 index, unsigned int rights)	\
{									\
	unsigned int ignored;						\
									\
	return __##name##_get(table, index, rights, &ignored);		\
}									\
static inline __maybe_unused struct tag##_result			\
name##_get_with_rights(struct table_name *table, u32 index, unsigned int *rights) \
{									\
	return __##name##_get(table, index, 0, rights);			\
}									\
static inline __maybe_unused struct tag##_result			\
name##_remove(struct table_name *table, u32 index)			\
{									\
	struct __own_table_entry *entry =				\
		__own_table_close(&table->__table, index, name);	\
									\
	if (!IS_ERR(entry))						\
		closed((type *)entry->object, entry->rights);		\
	return __##tag##_result(IS_ERR(entry) ? ERR_CAST(entry) :	\
					__own_table_end_without(entry)); \
}									\
_Static_assert(sizeof(struct tag) == sizeof(void *), #name)

/**
 * own_table_ignore() - for DEFINE_TABLE_REF(): nobody counts the handles
 * @object: ignored
 * @rights: ignored
 *
 * Context: Any.
 */
static __always_inline void own_table_ignore(const void *object, unsigned int rights)
{
}

/**
 * DEFINE_TABLE_OWN() - define a kind of handles: objects that the table owns
 * @table_name: what DEFINE_OWN_TABLE() defined
 * @name: one of its kinds
 * @tag: what DEFINE_OWN() defined for the objects
 * @type: type of the objects
 *
 * Defines::
 *
 *	struct tag_rest name_insert(struct table_name *table, struct tag object,
 *				    u32 *index);
 *	void name_install(struct table_name_reserved place, struct tag object);
 *	struct tag_result name_remove(struct table_name *table, u32 index);
 *
 * and what own_table_borrow() and own_table_borrow_mut() need. The first two are
 * as for DEFINE_TABLE_REF(). ``name_remove()`` closes the handle and gives the
 * owner: %-EBADF if it names nothing or another kind of thing, %-EBUSY if it is
 * borrowed.
 *
 * Context: ``name_insert()``: process, may sleep. The others: any but interrupt.
 *
 * Rust: ``XArray<KBox<T>>``.
 */
#define DEFINE_TABLE_OWN(table_name, name, tag, type)			\
typedef struct tag##_owner __##name##_owner;				\
typedef type __##name##_type;						\
struct __##name##_mut {							\
	struct __own_table_entry *entry;				\
	struct tag##_owner *owner;					\
};									\
static inline void							\
__##name##_drop_entry(struct __own_table_entry *entry, void *object)	\
{									\
	__##tag##_drop(object);						\
}									\
static inline __maybe_unused void					\
__##name##_install(struct __own_table_entry *entry, type *object,	\
		   unsigned int rights)					\
{									\
	__own_table_install(entry, name, object, __##name##_drop_entry, rights); \
}									\
__own_table_way_in(table_name, name, tag, type);			\
static inline __maybe_unused struct tag##_rest				\
name##_insert(struct table_name *table, struct tag object, u32 *index)	\
{									\
	return __##name##_insert(table, object, 0, index);		\
}									\
static inline __maybe_unused void					\
name##_install(struct table_name##_reserved place, struct tag object)	\
{									\
	__##name##_install(&__##table_name##_reserved_object(place)->__entry, \
			   __##tag##_object(object), 0);		\
}									\
static inline __maybe_unused struct tag##_result			\
name##_remove(struct table_name *table, u32 index)			\
{									\
	void *object = NULL;						\
	struct __own_table_entry *entry =				\
		__own_table_borrow_mut(&table->__table, index, name, &object); \
									\
	if (IS_ERR(entry))						\
		object = entry;						\
	else								\
		__own_table_unborrow_mut(entry, NULL);			\
	return __##tag##_result(object);				\
}									\
static __always_inline __maybe_unused struct __own_table_lent		\
__##name##_borrow(struct table_name *table, u32 index)			\
{									\
	return __own_table_borrow(&table->__table, index, name);	\
}									\
static __always_inline __maybe_unused struct __own_table_entry *	\
__##name##_borrow_mut(struct table_name *table, u32 index, void **object) \
{									\
	return __own_table_borrow_mut(&table->__table, index, name, object); \
}									\
static __always_inline __maybe_unused struct tag##_owner		\
__##name##_owner_from(struct __own_table_entry *entry, void *object)	\
{									\
	return __##tag##_from_result(__##tag##_result(IS_ERR(entry) ? (void *)entry : object)); \
}									\
static __always_inline __maybe_unused void				\
__##name##_unborrow_mut(const struct __##name##_mut *borrow)		\
{									\
	if (!IS_ERR(borrow->entry))					\
		__own_table_unborrow_mut(borrow->entry, own_none(*borrow->owner) ? \
					 NULL : borrow->owner->__object); \
}									\
_Static_assert(sizeof(struct tag) == sizeof(void *), #name)

/**
 * own_table_borrow() - look at what a handle names, for the rest of the scope
 * @kind: what DEFINE_TABLE_OWN() defined
 * @name: name of the owner that is declared
 * @table: pointer to the table
 * @index: the handle, as user space gave it
 *
 * @name is used like an owner that cannot be taken or changed: test it with
 * own_none(), then own_use() or own_borrow() it. Without the test it does not
 * compile. own_err() is %-EBADF if the handle names nothing or another kind of
 * thing, %-EBUSY if it is borrowed mut.
 *
 * Any number of threads may borrow at once. If the handle is closed meanwhile, the
 * object is dropped at the end of the last of these scopes.
 *
 * Context: Any but interrupt; the end of the scope: that of the drop function. The
 * borrower may sleep, and may copy from and to user space.
 *
 * Rust: ``xa.lock().get(index)``, which the borrower may not sleep with.
 */
#define own_table_borrow(kind, name, table, index)			\
	const struct __own_table_lent __own_lent_##name			\
		__cleanup(__own_table_unborrow) = __##kind##_borrow(table, index); \
	struct {							\
		const __##kind##_type *__object, *__shared[0];		\
		long __borrows;						\
		int __error;						\
		__own_lent						\
	} name = {							\
		.__object = IS_ERR(__own_lent_##name.entry) ? NULL :	\
			    __own_lent_##name.entry->object,		\
		.__error = __own_error_of(__own_lent_##name.entry),	\
	}

/**
 * own_table_borrow_mut() - have what a handle names to oneself, for the rest of the scope
 * @kind: what DEFINE_TABLE_OWN() defined
 * @name: name of the owner that is declared
 * @table: pointer to the table
 * @index: the handle, as user space gave it
 *
 * @name is an owner: test it with own_none(), then do with it what can be done
 * with an own_auto(). What it holds at the end of the scope goes back under the
 * same handle. If it was taken or dropped, the handle is closed. own_err() is
 * %-EBADF if the handle names nothing or another kind of thing, %-EBUSY if it is
 * borrowed.
 *
 * Meanwhile everybody else gets %-EBUSY for this handle; nobody waits.
 *
 * Context: Any but interrupt. The borrower may sleep.
 *
 * Rust: ``xarray::OccupiedEntry``, with ``get_mut()`` and ``remove()``.
 */
#define own_table_borrow_mut(kind, name, table, index)			\
	void *__own_object_##name = NULL;				\
	struct __own_table_entry *const __own_entry_##name =		\
		__##kind##_borrow_mut(table, index, &__own_object_##name); \
	__##kind##_owner name =						\
		__##kind##_owner_from(__own_entry_##name, __own_object_##name); \
	const struct __##kind##_mut __own_mut_##name			\
		__cleanup(__##kind##_unborrow_mut) = { __own_entry_##name, &name }

#endif /* OWN_TABLE_H */
