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
 * A table of this header owns what is in it, and what comes out is of the kind that
 * was asked for:
 *
 * .. code-block:: c
 *
 *	DEFINE_OWN_TABLE(parcel_table, (box_handle, box_ref), (parcel_handle, parcel_own));
 *
 * Look at what a handle names for as long as the table is locked, and take along
 * what has to stay longer:
 *
 * .. code-block:: c
 *
 *	own_table_peek(box_handle, b, &s->table, arg.handle);
 *	if (own_none(b))
 *		return own_fail(box_ref, own_err(b));	// -EBADF
 *	own_auto(box_ref, box, box_ref_get(own_use(b)));
 *	return own_ok(box);			// good when the handle is closed
 *
 * Or have it to oneself, and sleep:
 *
 * .. code-block:: c
 *
 *	own_table_borrow_mut(parcel_handle, p, &s->table, arg.handle);
 *	if (own_none(p))
 *		return own_err(p);		// -EBADF, -EBUSY
 *	return own_rest(p, box_push(box, own_take(p)));
 *
 * Here p goes back under its handle at the end of the scope if the box did not
 * accept it; if the box did, the handle is closed.
 *
 * Putting in begins with a reservation, as with a file descriptor, because that can
 * fail, and so can telling user space. The handle means nothing to anybody until
 * something is installed, and that cannot fail:
 *
 * .. code-block:: c
 *
 *	own_table_reserve(parcel_table, place, &s->table);
 *	if (own_none(place))
 *		return own_err(place);		// -EMFILE, -ENOMEM
 *	if (put_user(own_table_index(place), to))
 *		return -EFAULT;			// the place is given up
 *	own_table_install(parcel_handle, place, own_take(p));
 *
 * What else a handle has, such as rights, is a member of what it names. What has to
 * happen when it is closed is the end of what it names.
 *
 * Who may run concurrently: everything, with everything, on one table, except
 * ``parcel_table_init()`` and ``parcel_table_drop_all()``, which need the table to
 * themselves; the open and release of a file have it.
 *
 * What it costs: what an xarray costs, and for each lookup its lock. Speculation
 * past the end is no concern: the index of an xarray is masked at every level.
 *
 * What it cannot prevent: user space that confuses its own handles. It also knows
 * nothing of a handle that was closed and given out again in between. Using the table
 * in the scope of an own_table_peek(), which has its lock, compiles and never ends;
 * lockdep reports it.
 *
 * When not to use it: for objects that the kernel names itself; keep a reference.
 *
 * Rust: ``XArray<T: ForeignOwnable>``, of one kind of thing; its ``lock().get(index)``
 * is own_table_peek(). It has nothing like own_table_borrow_mut().
 */

#include <own/box.h>
#include <own/context.h>
#if __OWN_QUIET_MACROS
#pragma GCC system_header
#endif

#include <linux/args.h>
#include <linux/bug.h>
#include <linux/xarray.h>

/* An entry is the object, tagged with its kind; or reserved; or borrowed mut. */
struct __own_table {
	struct xarray entries;
	u32 limit;
	int full;		/* errno */
} __own_role(owns);

/* A handle that was given out and names nothing yet; or an errno. */
struct __own_table_place {
	struct xarray *entries;
	u32 index;
	int error;
};

/* What is looked at, or borrowed mut; or an errno. */
struct __own_table_found {
	struct xarray *entries;
	u32 index;
	void *object;
};

/*
 * What stands for an object that somebody has to himself, of any kind. The same in every file of
 * a module, and no address, so that no object can be there.
 */
#define __own_table_busy	ERR_PTR(-EBUSY)
static_assert(!(EBUSY & 3), "the tag of an entry needs the lowest bits");

static inline void __own_table_init(struct __own_table *table, u32 limit, int full)
{
	xa_init_flags(&table->entries, XA_FLAGS_ALLOC1 | XA_FLAGS_ACCOUNT);
	table->limit = limit;
	table->full = full;
}

/* Returns the handle, or an errno. */
static __maybe_unused s64 __own_table_reserve_index(struct __own_table *table)
{
	int error = -EBUSY;
	u32 index = 0;

	/* The lowest free index is given out, so the highest one is the limit. */
	if (table->limit)
		error = xa_alloc(&table->entries, &index, NULL, XA_LIMIT(1, table->limit),
				 GFP_KERNEL_ACCOUNT);
	if (error == -EBUSY)
		error = table->full;
	return error ?: (s64)index;
}

static __always_inline struct __own_table_place
__own_table_reserve(const struct __own_table *table)
{
	s64 index = __own_table_reserve_index((struct __own_table *)table);

	return (struct __own_table_place){
		.entries = (struct xarray *)&table->entries,
		.index = index,
		.error = index < 0 ? index : 0,
	};
}

static __always_inline void __own_table_unreserve(const struct __own_table_place *place)
{
	if (!place->error)
		xa_erase(place->entries, place->index);
}

/* Stores where something is reserved or stored already, so that no memory is needed. */
static __always_inline void
__own_table_install(struct __own_table_place *place, void *object, unsigned long kind)
{
	xa_store(place->entries, place->index, xa_tag_pointer(object, kind), 0);
	/* It is not given up any more. */
	place->error = -ENOENT;
}

/* The lock of the table is held. */
static __always_inline void *
__own_table_find(struct xarray *entries, u32 index, unsigned long kind)
{
	void *entry = xa_load(entries, index);
	void *object = xa_untag_pointer(entry);

	return object && xa_pointer_tag(entry) == kind ? object : ERR_PTR(-EBADF);
}

static __always_inline struct __own_table_found
__own_table_peek(const struct __own_table *table, u32 index, unsigned long kind) __own_unanalysed
{
	struct xarray *entries = (struct xarray *)&table->entries;

	xa_lock(entries);
	return (struct __own_table_found){
		.entries = entries,
		.object = __own_table_find(entries, index, kind),
	};
}

static __always_inline __own_role(end) void
__own_table_peek_end(const struct __own_table_found *found) __own_unanalysed
{
	xa_unlock(found->entries);
}

static inline struct __own_table_found
__own_table_borrow_mut(const struct __own_table *table, u32 index, unsigned long kind)
{
	struct __own_table_found found = {
		.entries = (struct xarray *)&table->entries,
		.index = index,
	};

	xa_lock(found.entries);
	found.object = __own_table_find(found.entries, index, kind);
	if (!IS_ERR(found.object))
		__xa_store(found.entries, index, xa_tag_pointer(__own_table_busy, kind), 0);
	xa_unlock(found.entries);
	return found;
}

static inline void
__own_table_borrow_mut_end(struct xarray *entries, u32 index, void *object, unsigned long kind)
{
	if (object)
		xa_store(entries, index, xa_tag_pointer(object, kind), 0);
	else
		xa_erase(entries, index);
}

/* Takes an entry out of the table, of that kind or of any. */
static inline void *
__own_table_close(const struct __own_table *table, u32 index, const unsigned long *kind)
{
	struct xarray *entries = (struct xarray *)&table->entries;
	void *entry;

	xa_lock(entries);
	entry = xa_load(entries, index);
	if (!entry || (kind && xa_pointer_tag(entry) != *kind))
		entry = ERR_PTR(-EBADF);
	else if (xa_untag_pointer(entry) == __own_table_busy)
		entry = ERR_PTR(-EBUSY);
	else
		__xa_erase(entries, index);
	xa_unlock(entries);
	return entry;
}

static inline void
__own_table_drop_all(struct __own_table *table, void (*drop)(void *entry))
{
	unsigned long index;
	void *entry;

	/* Never initialised, in an object whose setting up failed. */
	if (!table->full)
		return;
	xa_for_each(&table->entries, index, entry) {
		/* Somebody is in the table who must not be; rather leak than free. */
		if (!WARN_ON_ONCE(xa_untag_pointer(entry) == __own_table_busy))
			drop(entry);
	}
	xa_destroy(&table->entries);
}

/* WHAT(@table, number, kind, tag) for each (kind, tag). The numbers are tags of an xarray. */
#define __own_each_kind(what, table, ...)				\
	CONCATENATE(__own_each_kind_, COUNT_ARGS(__VA_ARGS__))(what, table, __VA_ARGS__)
#define __own_each_kind_1(what, table, a)				\
	__own_for_kind(what, table, 0, __own_unpack a)
#define __own_each_kind_2(what, table, a, b)				\
	__own_for_kind(what, table, 0, __own_unpack a)			\
	__own_for_kind(what, table, 1, __own_unpack b)
#define __own_each_kind_3(what, table, a, b, c)				\
	__own_for_kind(what, table, 0, __own_unpack a)			\
	__own_for_kind(what, table, 1, __own_unpack b)			\
	__own_for_kind(what, table, 3, __own_unpack c)
#define __own_for_kind(what, ...)	what(__VA_ARGS__)
#define __own_unpack(kind, tag)		kind, tag

#define __own_kind_drop(table, number, kind, tag)			\
	case number:							\
		__##tag##_drop(xa_untag_pointer(entry));		\
		break;

#define __own_kind_define(table_name, number, kind, tag)		\
typedef __##tag##_found __##kind##_found;				\
typedef __own_owner(tag) __##kind##_owner;				\
struct __##kind##_mut {							\
	struct __own_table_found found;					\
	__own_owner(tag) *owner;					\
};									\
static __always_inline __own_role(section) __maybe_unused struct __own_table_found \
__##kind##_peek(const struct table_name *table, u32 index)		\
{									\
	return __own_table_peek(&table->__table, index, number);	\
}									\
static __always_inline __maybe_unused struct __own_table_found		\
__##kind##_borrow_mut(const struct table_name *table, u32 index)	\
{									\
	return __own_table_borrow_mut(&table->__table, index, number);	\
}									\
static __always_inline __maybe_unused __own_owner(tag)		\
__##kind##_owner_from(const struct __own_table_found *found)		\
{									\
	return __##tag##_from_result(__##tag##_result(found->object));	\
}									\
static __always_inline __own_role(end) __maybe_unused void		\
__##kind##_borrow_mut_end(const struct __##kind##_mut *borrow)		\
{									\
	/* What points to the owner is not handed on: the owner would not be followed. */ \
	if (!IS_ERR(borrow->found.object))				\
		__own_table_borrow_mut_end(borrow->found.entries, borrow->found.index, \
					   own_none(*borrow->owner) ?	\
					   NULL : borrow->owner->__object, number); \
}									\
static __always_inline __maybe_unused void				\
__##kind##_install(struct table_name##_place *place, struct tag value)	\
{									\
	__own_table_install(&place->__at, __##tag##_object(value), number); \
}									\
static inline __maybe_unused struct tag##_result			\
kind##_remove(const struct table_name *table, u32 index)		\
{									\
	static const unsigned long of_kind = number;			\
	void *entry = __own_table_close(&table->__table, index, &of_kind); \
									\
	return __##tag##_result(IS_ERR(entry) ? entry : xa_untag_pointer(entry)); \
}

/**
 * DEFINE_OWN_TABLE() - define a table, and the kinds of what it holds
 * @name: name of the table type
 * @...: up to three of ``(kind, tag)``: the name of the kind, and what DEFINE_OWN() or
 *	DEFINE_OWN_REF() defined for its objects
 *
 * Defines ``struct name``, what own_table_reserve(), own_table_install(),
 * own_table_peek() and own_table_borrow_mut() need, and::
 *
 *	void name_init(struct name *table, u32 limit, int full);
 *	int name_close(const struct name *table, u32 index);
 *	void name_drop_all(struct name *table);
 *	struct tag_result kind_remove(const struct name *table, u32 index);
 *
 * ``name_init()``: @limit is the greatest number of handles at one time, and the
 * greatest handle; @full the errno that says so, by custom %-EMFILE or %-ENOSPC.
 *
 * ``name_close()`` drops what the handle names: 0, %-EBADF if it names nothing,
 * %-EBUSY if somebody has it to himself. ``kind_remove()`` gives it instead, if it is
 * of that kind.
 *
 * ``name_drop_all()`` drops everything; what somebody has borrowed is leaked, and
 * warns. own_member(name, ...) calls it. The table may be initialised again
 * afterwards.
 *
 * Context: Process; the objects end without the lock of the table.
 *
 * Rust: ``XArray``; the kinds are the variants of an ``enum``.
 */
#define DEFINE_OWN_TABLE(name, ...)					\
struct name {								\
	struct __own_table __table;					\
	const struct { } __not_assignable;				\
};									\
struct name##_place {							\
	struct __own_table_place __at;					\
};									\
__own_each_kind(__own_kind_define, name, __VA_ARGS__)			\
static __maybe_unused void __##name##_drop_entry(void *entry)		\
{									\
	switch (xa_pointer_tag(entry)) {				\
	__own_each_kind(__own_kind_drop, name, __VA_ARGS__)		\
	}								\
}									\
static inline __own_role(init) __maybe_unused void			\
name##_init(struct name *table, u32 limit, int full)			\
{									\
	__own_table_init(&table->__table, limit, full);			\
}									\
static __always_inline __maybe_unused struct name##_place		\
__##name##_reserve(const struct name *table)				\
{									\
	struct name##_place place = { __own_table_reserve(&table->__table) }; \
									\
	own_assume(place.__at.error <= 0);				\
	return place;							\
}									\
static __always_inline __maybe_unused void				\
__##name##_unreserve(const struct name##_place *place)			\
{									\
	__own_table_unreserve(&place->__at);				\
}									\
static inline __maybe_unused int name##_close(const struct name *table, u32 index) \
{									\
	void *entry = __own_table_close(&table->__table, index, NULL);	\
									\
	if (IS_ERR(entry))						\
		return PTR_ERR(entry);					\
	__##name##_drop_entry(entry);					\
	return 0;							\
}									\
static inline __maybe_unused void name##_drop_all(struct name *table)	\
{									\
	__own_table_drop_all(&table->__table, __##name##_drop_entry);	\
}									\
static __always_inline __maybe_unused void				\
__##name##_end_member(struct name *table)				\
{									\
	name##_drop_all(table);						\
}									\
_Static_assert(sizeof(struct name) > 0, #name)

/**
 * own_table_reserve() - give out a handle that names nothing yet, for the rest of the scope
 * @name: what DEFINE_OWN_TABLE() defined
 * @place: name of the owner that is declared
 * @table: pointer to the table
 *
 * Test @place with own_none(). own_err() is %-ENOMEM, or the errno of a full table. The
 * memory is charged to the cgroup of the caller. Until own_table_install() the handle
 * answers %-EBADF to everybody; without it, it is given up at the end of the scope.
 *
 * Context: Process, may sleep. This is a declaration.
 *
 * Rust: ``XArray::reserve()``.
 */
#define own_table_reserve(name, place, table)				\
	own_may_sleep();						\
	__own_keeping(place);						\
	struct name##_place __own_place_##place __cleanup(__##name##_unreserve) = \
		__##name##_reserve(__own_kept(place, table));		\
	struct {							\
		void *__object __own_role(object);			\
		__own_state						\
		__own_lent						\
	} place = { .__error = __own_place_##place.__at.error }

/**
 * own_table_index() - the handle that was reserved
 * @place: what own_table_reserve() declared, known to hold a place
 *
 * Context: Any.
 * Return: The handle, for user space.
 */
#define own_table_index(place)						\
({									\
	__own_prove_held(place);					\
	__own_place_##place.__at.index + 0;				\
})

/**
 * own_table_install() - let a handle that was reserved name something
 * @kind: one of the kinds of the table
 * @place: what own_table_reserve() declared, known to hold a place; it is empty
 *	afterwards
 * @value: ``struct tag`` of the kind, from own_take()
 *
 * From here on any thread can use the handle, or close it.
 *
 * Context: Any.
 */
#define own_table_install(kind, place, value)				\
({									\
	(void)__own_take(place);					\
	__##kind##_install(&__own_place_##place, value);		\
})

/* Its lock does not keep interrupts away. */
#define __own_table_not_in_callback()					\
	_Static_assert(!__own_in_callback(),				\
		       "own: an interrupt or a timer runs this function, and may interrupt who holds the lock of the table; keep a reference instead")

/**
 * own_table_peek() - look at what a handle names, for the rest of the scope
 * @kind: one of the kinds of the table
 * @name: name of the owner that is declared
 * @table: pointer to the table
 * @index: the handle, as user space gave it
 *
 * @name is used like an owner that cannot be taken or changed: test it with
 * own_none(), then own_use() or own_borrow() it. Without the test it does not
 * compile. own_err() is %-EBADF if the handle names nothing or another kind of
 * thing, %-EBUSY if somebody has it to himself.
 *
 * Context: Any but interrupt; does not compile where own_timer_fired() and its kin are in
 * scope. The table is locked by a spinlock as long as @name is in scope, so nothing there
 * may sleep, and the table cannot be used. This is a declaration.
 *
 * Rust: ``xa.lock().get(index)``.
 */
#define own_table_peek(kind, name, table, index)			\
	__own_table_not_in_callback();					\
	__own_keeping(name);						\
	const struct __own_table_found __own_found_##name __cleanup(__own_table_peek_end) = \
		__##kind##_peek(__own_kept(name, table), index);	\
	__own_enter_spinning						\
	struct {							\
		__##kind##_found __object __own_role(object), __shared[0]; \
		__own_state						\
		__own_lent						\
	} name __own_lent_by(__own_found_##name) = {			\
		.__object = __own_found_##name.object,			\
		.__error = __own_error_of(__own_found_##name.object),	\
	}

/**
 * own_table_borrow_mut() - have what a handle names to oneself, for the rest of the scope
 * @kind: one of the kinds of the table
 * @name: name of the owner that is declared
 * @table: pointer to the table
 * @index: the handle, as user space gave it
 *
 * @name is an owner: test it with own_none(), then do with it what can be done
 * with an own_auto(). What it holds at the end of the scope goes back under the
 * same handle. If it was taken or dropped, the handle is closed. own_err() is
 * %-EBADF if the handle names nothing or another kind of thing, %-EBUSY if somebody
 * has it to himself.
 *
 * Meanwhile everybody else gets %-EBUSY for this handle; nobody waits.
 *
 * Context: Any but interrupt, as own_table_peek(). The borrower may sleep. This is a
 * declaration.
 *
 * Rust: none; the nearest is an ``Option`` under the lock that is taken and put back.
 */
#define own_table_borrow_mut(kind, name, table, index)			\
	__own_table_not_in_callback();					\
	__own_keeping(name);						\
	const struct __own_table_found __own_found_##name =		\
		__##kind##_borrow_mut(__own_kept(name, table), index);	\
	__##kind##_owner name = __##kind##_owner_from(&__own_found_##name); \
	const struct __##kind##_mut __own_mut_##name __own_lends(name)	\
		__cleanup(__##kind##_borrow_mut_end) = { __own_found_##name, &name }

#endif /* OWN_TABLE_H */
