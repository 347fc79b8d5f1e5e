/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_RCU_H
#define OWN_RCU_H

/**
 * DOC: A pointer that is read without a lock
 *
 * RCU lets readers follow a pointer while somebody replaces it: the writer publishes the
 * new object, and frees the old one when all readers are gone that may have seen it. The kernel
 * checks little of that. The pointer can be read without rcu_dereference(), kept after
 * rcu_read_unlock(), and what it points to be freed by kfree() at once, by a reference count
 * that knows nothing of readers, or twice by two who replace it at the same time.
 *
 * Here the grace period belongs to the type. An object that DEFINE_OWN_RCU() defined is not
 * ended when its owner is dropped, but when every reader has left who may have found it. This
 * holds for each way to the end, so there is none that forgets it:
 *
 * .. code-block:: c
 *
 *	struct route { struct rcu_head rcu; u32 metric; };
 *	DEFINE_OWN_RCU(route_own, struct route, rcu, OWN_KMALLOC);
 *
 *	struct port_state { struct route_own_rcu route; ... };
 *	struct port { struct kref refs; OWN_LOCKED(spinlock_t, struct port_state) state; };
 *	DEFINE_OWN(port_own, struct port, OWN_KMALLOC, own_locked_member(route_own_rcu, state, route));
 *
 *	// any number of readers, without the lock:
 *	own_rcu_read(route_own, route, own_rcu_in(&port->state, route));
 *	if (own_none(route))
 *		return own_err(route);		// -ENOENT: there is none now
 *	return own_use(route)->metric;
 *
 *	// who changes it, under the lock:
 *	own_guard(spinlock, state, &port->state);
 *	route_own_rcu_set(&state->route, own_take(new));
 *
 * ``struct route_own_rcu`` is a member that owns, like a slot (slot.h): one pointer wide, and
 * empty when zeroed. Readers get a loan of what is there: to const, to be tested, good to the
 * end of the scope. To change the member takes a pointer to it that is not const; the guard of
 * its lock gives one, or own_mut() before others can see it. What the new object was made of is
 * looked at with own_peek() under the same lock: read, copy, update.
 *
 * What ends the object after its readers runs in a softirq, where nothing may sleep. If it has
 * to sleep, give the object a ``struct rcu_work`` and a workqueue: OWN_RCU_WORK(). An object
 * that is memory only is freed by kvfree_call_rcu(), as kfree_rcu() does it.
 *
 * Look up, take a reference, leave
 * ================================
 *
 * A counted object is defined in the same way, and its references by DEFINE_OWN_RCU_REF().
 * When the last reference goes, readers may still look at it, but nobody can get
 * another: a reader asks with ``tag_get_unless_zero()``, and where own_rcu_read() is in scope
 * ``tag_get()`` does not compile. To find objects by number there is a table (rcutable.h), which
 * does all of that in one call.
 *
 * What it costs: reading what rcu_read_lock() and rcu_dereference() do (tests/cost/rcu.c). A
 * change is one xchg(), so that two who change at once, without a lock by mistake, free nothing
 * twice. In the object a ``struct rcu_head``; and memory that is freed later.
 *
 * What it cannot prevent: a pointer that own_use() gave and somebody kept after the scope;
 * own-check sees it in the function. A function that is called in the scope and sleeps, or
 * calls ``tag_get()``. A step of the end that sleeps, called by RCU: own-check and
 * CONFIG_DEBUG_ATOMIC_SLEEP know. A static member that is not in an OWN_LOCKED(): nothing knows
 * its lock. That a reader sees the newest object: it saw one that was there. And module exit:
 * RCU may have yet to call the module's code, so the last things to do there are
 * own_rcu_barrier(), then destroy_workqueue() of the queue of OWN_RCU_WORK().
 *
 * When not to use it: where readers are few. A spinlock that is held for the copy of a word is
 * as fast, and readers then see the newest. Where readers sleep: SRCU, as in revocable.h, or a
 * reference. For lists and trees that are walked under RCU there is no form here.
 *
 * Rust: ``rcu::Guard``; a type for the pointer and its end was proposed (``RcuBox<T>``).
 */

#include <own/context.h>
#include <own/locked.h>
#include <own/ref.h>
#if __OWN_QUIET_MACROS
#pragma GCC system_header
#endif

#include <linux/rcupdate.h>
#include <linux/workqueue.h>

/* What a reader found; while it is in scope the read section is. */
struct __own_rcu_found { void *object; };

static __always_inline struct __own_rcu_found __own_rcu_enter(const void *place) __own_unanalysed
{
	rcu_read_lock();
	return (struct __own_rcu_found){ (void *)rcu_dereference(*(void __rcu *const *)place) };
}

static __always_inline __own_role(end) void
__own_rcu_leave(const struct __own_rcu_found *found) __own_unanalysed
{
	rcu_read_unlock();
}

/* The order is that of rcu_assign_pointer() and more: tests/litmus/rcu-publish.litmus */
static __always_inline void *__own_rcu_exchange(void *place, void *object)
{
	return xchg((void **)place, object);
}

static __always_inline void *__own_rcu_look(void *place)
{
	return (void *)rcu_dereference_protected(*(void __rcu **)place, true);
}

/* What RCU does with memory only; the macros for it are not there below strict.h. */
static __always_inline void __own_rcu_free(void *head, void *object)
{
	kvfree_call_rcu(head, object);
}

/* The member for what is published, and the way to it. */
#define __own_rcu_pointer(tag, type)					\
struct tag##_rcu {							\
	type __rcu *const __object __own_private;			\
	struct { } __own_is_for_readers[0];				\
} __designated_init __own_role(slot);					\
typedef const type *__##tag##_rcu_found, *__##tag##_rcu_found_mut;	\
typedef char __##tag##_rcu_looked_at_is[1];				\
static __always_inline __own_role(section) __maybe_unused struct __own_rcu_found \
__##tag##_rcu_enter(const struct tag##_rcu *place)			\
{									\
	return __own_rcu_enter(place);					\
}									\
static __always_inline __own_role(peek) __maybe_unused const type *	\
__##tag##_rcu_first(struct tag##_rcu *place)				\
{									\
	const type *object = __own_rcu_look(place);			\
									\
	own_assume(!IS_ERR(object));					\
	return object;							\
}									\
static __always_inline __own_role(pop) __maybe_unused void		\
tag##_rcu_clear(struct tag##_rcu *place)				\
{									\
	type *old = __own_rcu_exchange(place, NULL);			\
									\
	if (old)							\
		__##tag##_drop(old);					\
}									\
static __always_inline __own_role(swap) __maybe_unused void		\
tag##_rcu_set(struct tag##_rcu *place, struct tag value)		\
{									\
	type *old = __own_rcu_exchange(place, __##tag##_object(value));	\
									\
	if (old)							\
		__##tag##_drop(old);					\
}									\
static __always_inline __maybe_unused void				\
__##tag##_rcu_end_member(struct tag##_rcu *place)			\
{									\
	tag##_rcu_clear(place);						\
}									\
struct tag tag##_rcu_taken_out(struct tag##_rcu *place, const void *found) \
	__own_refuse("own: readers may be looking at this, so it cannot be had alone; set or clear it, and it ends after them"); \
_Static_assert(sizeof(struct tag##_rcu) == sizeof(void *), #tag)

/*
 * How the end is put off: a member of type rcu_head or a word and its arguments; and whether
 * there is more to it than memory that kvfree() takes.
 */
#define __OWN_RCU_BY_OWN_RCU_WORK(member, queue)	(work, member, queue)
#define __own_rcu_probe(how, member, queue)	, 1
#define __own_rcu_known(after)			__own_probed(__own_rcu_probe __OWN_RCU_BY_##after, 0)
#define __own_rcu_by_1(after)			__OWN_RCU_BY_##after
#define __own_rcu_by_0(after)			(head, after, )
#define __own_rcu_by(after)			__own_cat(__own_rcu_by_, __own_rcu_known(after))(after)

#define __own_rcu_memory(from, what)		__own_rcu_memory_##from
#define __own_rcu_memory_kmalloc		memory
#define __own_rcu_memory_kvmalloc		memory
#define __own_rcu_memory_cache			more
#define __own_rcu_memory_function		more
#define __own_rcu_steps_none(memory)		__own_apply(__own_rcu_memory, __own_memory(memory))
#define __own_rcu_steps_some(memory)		more
#define __own_rcu_rest(memory, ...)					\
	__own_cat(__own_rcu_steps_, __own_count(__VA_ARGS__))(memory)

#define __own_rcu_head_memory(linkage, tag, type, member, queue)	\
linkage(type *object) __own_unanalysed					\
{									\
	_Static_assert(__same_type(object->member, struct rcu_head) &&	\
		       offsetof(type, member) < 4096,			\
		       "own: " #member " is not a struct rcu_head in the first 4096 bytes"); \
	__own_rcu_free(&object->member, object);			\
}
#define __own_rcu_head_more(linkage, tag, type, member, queue)		\
static void __##tag##_readers_gone(struct rcu_head *head)		\
{									\
	__##tag##_last(container_of(head, type, member));		\
}									\
linkage(type *object) __own_unanalysed					\
{									\
	call_rcu(&object->member, __##tag##_readers_gone);		\
}
#define __own_rcu_work_more(linkage, tag, type, member, queue)		\
static void __##tag##_readers_gone(struct work_struct *work)		\
{									\
	__##tag##_last(container_of(to_rcu_work(work), type, member));	\
}									\
linkage(type *object) __own_unanalysed					\
{									\
	INIT_RCU_WORK(&object->member, __##tag##_readers_gone);		\
	queue_rcu_work(queue, &object->member);				\
}
#define __own_rcu_work_memory	__own_rcu_work_more

#define __own_rcu_choose(how, member, queue, rest, linkage, tag, type)	\
	__own_rcu_##how##_##rest(linkage, tag, type, member, queue)
#define __own_rcu_unpack(how, member, queue)	how, member, queue
#define __own_rcu_chosen(...)			__own_rcu_choose(__VA_ARGS__)

#define __own_rcu_life(linkage, tag, type, after, memory, ...)		\
__own_life(static inline __maybe_unused void __##tag##_last, tag, type, memory, ##__VA_ARGS__) \
__own_rcu_chosen(__own_apply(__own_rcu_unpack, __own_rcu_by(after)),	\
		 __own_rcu_rest(memory, ##__VA_ARGS__), linkage, tag, type)

/**
 * DEFINE_OWN_RCU() - define the owner types of an object that ends after its readers
 * @tag: name of the type that crosses functions, by custom ``OBJECT_own``
 * @type: type of the object
 * @after: its member of type ``struct rcu_head``, or OWN_RCU_WORK(member, queue): a member of type
 *	``struct rcu_work``, and an expression for the workqueue that ends objects
 * @memory: as for DEFINE_OWN()
 * @...: as for DEFINE_OWN()
 *
 * Defines what DEFINE_OWN() does; and ``struct tag_rcu``, for members of other objects, with::
 *
 *	void tag_rcu_set(struct tag_rcu *place, struct tag value);
 *	void tag_rcu_clear(struct tag_rcu *place);
 *
 * ``tag_rcu_set()`` publishes the object: readers see it with everything that was written to it
 * before. What was there is dropped.
 *
 * To drop the owner, in whatever way, ends the object after a grace period: the steps run, and
 * the memory is freed, when all have left who may have found it in a ``struct tag_rcu``.
 * With OWN_RCU_WORK() they run in the workqueue, and may sleep.
 *
 * Context: Any. The steps: softirq, nothing may sleep; with OWN_RCU_WORK() process. For the end
 * of another object: own_member(tag_rcu, member), own_locked_member().
 *
 * Rust: none yet.
 */
#define DEFINE_OWN_RCU(tag, type, after, memory, ...)			\
static __own_role(drop) void __##tag##_drop(type *object);		\
__own_family(tag, type, const type, type, struct { } __own_mut_needs_a_unique_owner __own_role(unique);) \
__own_auto_end(tag);							\
__own_rcu_life(static inline __maybe_unused void __##tag##_drop, tag, type, after, memory, ##__VA_ARGS__) \
__own_last(tag, type);							\
__own_rcu_pointer(tag, type)

/**
 * DECLARE_OWN_RCU() - declare the owner types of an object whose type may be incomplete
 * @tag: as for DEFINE_OWN_RCU()
 * @type: as there
 */
#define DECLARE_OWN_RCU(tag, type)					\
DECLARE_OWN(tag, type);							\
__own_rcu_pointer(tag, type)

/**
 * IMPLEMENT_OWN_RCU() - what DECLARE_OWN_RCU() left open
 * @tag: what DECLARE_OWN_RCU() declared
 * @type: type of the object, complete
 * @after: as for DEFINE_OWN_RCU()
 * @memory: as for DEFINE_OWN()
 * @...: as for DEFINE_OWN()
 *
 * Once in a module, as IMPLEMENT_OWN().
 */
#define IMPLEMENT_OWN_RCU(tag, type, after, memory, ...)		\
__own_rcu_life(void __##tag##_end, tag, type, after, memory, ##__VA_ARGS__) \
_Static_assert(sizeof(struct tag##_rcu) == sizeof(void *), #tag)

/**
 * DEFINE_OWN_RCU_REF() - define the reference types of a counted object that ends after its readers
 * @tag: name of the reference type, by custom ``OBJECT_ref``
 * @own_tag: what DEFINE_OWN_RCU() or DECLARE_OWN_RCU() defined for the same object
 * @type: type of the object
 * @member: its ``struct kref``
 *
 * Defines what DEFINE_OWN_REF() does, and ``struct tag_rcu`` as DEFINE_OWN_RCU() does: a
 * member that has a reference, and can be read.
 */
#define DEFINE_OWN_RCU_REF(tag, own_tag, type, member)			\
_Static_assert(sizeof(struct own_tag##_rcu) == sizeof(void *), #own_tag); \
DEFINE_OWN_REF(tag, own_tag, type, member);				\
__own_rcu_pointer(tag, type)

/**
 * own_rcu_in() - where readers find what is locked for others
 * @where: pointer to an OWN_LOCKED()
 * @...: the member of its data that is a ``struct tag_rcu``; nothing if the data is one
 *
 * Context: Any; the lock is not taken.
 * Return: Pointer to the member, to const: for own_rcu_read() only.
 */
#define own_rcu_in(where, ...)						\
({									\
	typeof(where) const __own_in = (where);				\
	const typeof(*__own_in->__data_ptr[0]) *const __own_data = __own_data_of(__own_in); \
									\
	(void)sizeof(__own_cat(__own_part_, __own_count(__VA_ARGS__))	\
		     (__own_data, ##__VA_ARGS__)->__own_is_for_readers); \
	__own_cat(__own_part_, __own_count(__VA_ARGS__))(__own_data, ##__VA_ARGS__); \
})

/**
 * own_rcu_read() - look at what is published, for the rest of the scope
 * @tag: what DEFINE_OWN_RCU() or DEFINE_OWN_RCU_REF() defined
 * @name: name of the owner that is declared
 * @place: pointer to the ``struct tag_rcu``, to const or not; own_rcu_in() if it is locked;
 *	evaluated once
 *
 * @name is used like an owner that cannot be taken or changed: test it with own_none(), then
 * own_use() or own_borrow() it. Without the test it does not compile. own_err() is %-ENOENT if
 * nothing is published. It may not be concluded that it still is published.
 *
 * ``tag_get()`` does not compile in the scope, because the object may have no reference any
 * more: use ``tag_get_unless_zero()``.
 *
 * Context: Any. The scope is a read section of RCU and counts as atomic: sleeping locks
 * and own_may_sleep() do not compile in it. One of a @tag in each scope; another goes
 * into a block of its own. This is a declaration.
 *
 * Rust: ``rcu::read_lock()``; the pointer is a raw one.
 */
#define own_rcu_read(tag, name, place)					\
	__own_keeping(name);						\
	const struct __own_rcu_found __own_found_##name __cleanup(__own_rcu_leave) = \
		__##tag##_rcu_enter(__own_kept(name, place));		\
	__own_scope_is(atomic_scope);					\
	__own_frozen_function *tag##_get __maybe_unused			\
		__own_refuse("own: what is found here may have no reference any more; use " #tag "_get_unless_zero(), and test what it gives"); \
	struct {							\
		__##tag##_rcu_found __object __own_role(object), __shared[0]; \
		__own_state						\
		__own_lent						\
		struct { } __own_good_here_only __own_role(unique);	\
	} name __own_lent_by(__own_found_##name) = {			\
		.__object = __own_found_##name.object,			\
		.__error = __own_found_##name.object ? 0 : -ENOENT,	\
	}

/**
 * own_rcu_barrier() - wait until all objects have ended whose owners were dropped
 *
 * For module exit, after everything else was dropped and before destroy_workqueue(). With
 * OWN_RCU_WORK() the work was queued afterwards, and destroy_workqueue() waits for it. If the end
 * of an object drops another one that ends after its readers, and is more than memory, that
 * one is waited for by another call.
 *
 * Context: Process, may sleep; does not compile where own_may_sleep() does not.
 */
#define own_rcu_barrier()						\
({									\
	own_may_sleep();						\
	__own_rcu_barrier();						\
})

static inline void __own_rcu_barrier(void)
{
	rcu_barrier();
}

#endif /* OWN_RCU_H */
