/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_RCUTABLE_H
#define OWN_RCUTABLE_H

/**
 * DOC: Objects that are found by number, without a lock
 *
 * The lookup of a counted object is where its count goes wrong. A table gives a pointer, and
 * before the reader has counted itself the last reference goes, from another processor: the
 * count rises from 0 to 1 in memory that is being freed. It needs three things together, a read
 * section of RCU around both steps, a count that is not raised from 0, and memory that outlives
 * the readers, and the compiler checks none of them.
 *
 * Here they are one call. The table takes references of DEFINE_OWN_RCU_REF() only, so what is
 * found ends after its readers; the pointer is not shown; and what comes out is an owner that
 * has to be tested:
 *
 * .. code-block:: c
 *
 *	DEFINE_OWN_RCU(box_own, struct box, rcu, OWN_KMALLOC);
 *	DEFINE_OWN_RCU_REF(box_ref, box_own, struct box, refs);
 *	DEFINE_OWN_RCU_TABLE(box_table, box_ref, struct box);
 *
 *	own_auto(box_ref, box, box_table_find(&depot->boxes, id));
 *	if (own_none(box))
 *		return own_err(box);		// -ENOENT: not there, or about to go
 *
 * The table has a reference to each object. To remove one gives that reference back; others may
 * have theirs for as long as they like.
 *
 * What it costs: to find, what xa_load() and kref_get_unless_zero() cost
 * (tests/cost/rcutable.c). Each change takes the table's spinlock.
 *
 * What it cannot prevent: that the object was removed while the caller uses it: if that
 * matters, the object needs a flag under its lock. A table that keeps an object that has
 * the table: they live for ever.
 *
 * When not to use it: for the handles of one open file (table.h): they are few, have
 * one owner and many kinds. For keys that are no small numbers.
 *
 * Rust: ``XArray`` of ``Arc<T>``, which has to be locked to find.
 */

#include <own/rcu.h>
#if __OWN_QUIET_MACROS
#pragma GCC system_header
#endif

#include <linux/xarray.h>

struct __own_rcu_table {
	struct xarray entries;
	u32 limit;
} __own_role(owns);

static inline void __own_rcu_table_init(struct __own_rcu_table *table, u32 limit)
{
	xa_init_flags(&table->entries, XA_FLAGS_ALLOC1 | XA_FLAGS_ACCOUNT);
	table->limit = limit;
}

/* At a number, or at one that is free. Never above 0. */
static inline int __own_rcu_table_add(const struct __own_rcu_table *table, u32 *id, bool any,
				      void *object)
{
	struct xarray *entries = (struct xarray *)&table->entries;
	int err;

	if (!any)
		return *id && *id <= table->limit ?
		       xa_insert(entries, *id, object, GFP_KERNEL_ACCOUNT) : -EINVAL;
	if (!table->limit)
		return -ENOSPC;
	err = xa_alloc(entries, id, object, XA_LIMIT(1, table->limit), GFP_KERNEL_ACCOUNT);
	return err == -EBUSY ? -ENOSPC : err;
}

static __always_inline struct __own_rcu_found
__own_rcu_table_find(const struct __own_rcu_table *table, u32 id) __own_unanalysed
{
	rcu_read_lock();
	return (struct __own_rcu_found){ xa_load((struct xarray *)&table->entries, id) };
}

static __always_inline void *__own_rcu_table_erase(const struct __own_rcu_table *table, u32 id)
{
	return xa_erase((struct xarray *)&table->entries, id);
}

/**
 * DEFINE_OWN_RCU_TABLE() - define a table in which counted objects are found by number
 * @name: name of the table type
 * @tag: what DEFINE_OWN_RCU_REF() defined for the objects
 * @type: type of the objects
 *
 * Defines ``struct name``, and::
 *
 *	void name_init(struct name *table, u32 limit);
 *	struct tag_rest name_add(const struct name *table, u32 *id, struct tag object);
 *	struct tag_rest name_insert(const struct name *table, u32 id, struct tag object);
 *	struct tag_result name_find(const struct name *table, u32 id);
 *	struct tag_result name_remove(const struct name *table, u32 id);
 *	void name_drop_all(struct name *table);
 *
 * Numbers go from 1 to @limit. The table has a reference to each object. ``name_add()`` finds
 * the lowest number that is free, and stores it before others find the object;
 * ``name_insert()`` is told one.
 *
 * ``name_find()`` gives a reference of the caller's own, without a lock. It may not be
 * concluded that the object still is in the table. ``name_remove()`` gives the reference that
 * the table had.
 *
 * Context: ``name_find()``: any. The others: process; ``name_add()`` and ``name_insert()`` may
 * sleep.
 * Return: ``name_add()``: %-ENOSPC if the table is full; ``name_insert()``: %-EBUSY if the
 * number is taken, %-EINVAL if it is none; both %-ENOMEM; the object is then handed back.
 * ``name_find()`` and ``name_remove()``: empty (%-ENOENT) if nothing has that number, or its
 * last reference is gone.
 *
 * Rust: ``XArray`` of ``Arc<T>``, which has to be locked to find.
 */
#define DEFINE_OWN_RCU_TABLE(name, tag, type)				\
struct name {								\
	struct __own_rcu_table __table;					\
	const struct { } __not_assignable;				\
};									\
static inline __own_role(init) __maybe_unused void			\
name##_init(struct name *table, u32 limit)				\
{									\
	__own_rcu_table_init(&table->__table, limit);			\
}									\
static inline __maybe_unused struct tag##_rest				\
__##name##_add(const struct name *table, u32 *id, bool any, struct tag value) \
{									\
	type *object = __##tag##_object(value);				\
	own_linear(tag, o, __##tag##_value(object));			\
	int err = __own_rcu_table_add(&table->__table, id, any, object); \
									\
	if (err < 0)							\
		return own_reject(o, err);				\
	/* SAFETY: the table has it now. */				\
	(void)own_unsafe_into(o);					\
	return own_accepted(tag);					\
}									\
static inline __maybe_unused struct tag##_rest				\
name##_add(const struct name *table, u32 *id, struct tag object)	\
{									\
	return __##name##_add(table, id, true, object);			\
}									\
static inline __maybe_unused struct tag##_rest				\
name##_insert(const struct name *table, u32 id, struct tag object)	\
{									\
	return __##name##_add(table, &id, false, object);		\
}									\
static inline __maybe_unused struct tag##_result			\
name##_find(const struct name *table, u32 id)				\
{									\
	const struct __own_rcu_found found __cleanup(__own_rcu_leave) =	\
		__own_rcu_table_find(&table->__table, id);		\
									\
	if (!found.object)						\
		return __##tag##_result(NULL);				\
	return tag##_get_unless_zero(found.object);			\
}									\
static inline __maybe_unused struct tag##_result			\
name##_remove(const struct name *table, u32 id)				\
{									\
	return __##tag##_result(__own_rcu_table_erase(&table->__table, id)); \
}									\
static inline __maybe_unused void name##_drop_all(struct name *table)	\
{									\
	unsigned long id;						\
	void *object;							\
									\
	/* Never initialised, in an object whose setting up failed. */	\
	if (!table->__table.entries.xa_flags)				\
		return;							\
	xa_for_each(&table->__table.entries, id, object) {		\
		__own_rcu_table_erase(&table->__table, id);		\
		__##tag##_drop(object);					\
	}								\
	xa_destroy(&table->__table.entries);				\
}									\
static __always_inline __maybe_unused void __##name##_end_member(struct name *table) \
{									\
	name##_drop_all(table);						\
}									\
_Static_assert(sizeof(struct tag##_rcu) == sizeof(void *), #tag)

#endif /* OWN_RCUTABLE_H */
