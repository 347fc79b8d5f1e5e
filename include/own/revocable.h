/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_REVOCABLE_H
#define OWN_REVOCABLE_H

/**
 * DOC: Data that can go away while holders remain
 *
 * A device is unbound while files on it are open. The files stay, and with them
 * every path into the driver; the device's state must go, now. So each path has
 * to ask whether the state is still there, and has to keep it there for as long
 * as it looks. A revocable is the place that is asked:
 *
 * .. code-block:: c
 *
 *	struct gate { struct kref refs; struct own_revocable depot; };
 *	DECLARE_OWN(gate_own, struct gate);
 *	DEFINE_OWN_REF(gate_ref, gate_own, struct gate, refs);
 *	DEFINE_OWN_REVOCABLE(gate_depot, gate_ref, struct gate, depot,
 *			     depot_own, struct depot);
 *	IMPLEMENT_OWN(gate_own, struct gate, OWN_KMALLOC, own_member(gate_depot, depot));
 *
 *	// any number of readers, each with a reference to the gate:
 *	own_access(gate_depot, depot, gate);
 *	if (own_none(depot))
 *		return own_err(depot);			// -ENODEV
 *	own_auto(box_ref, box, depot_find(own_use(depot), name));
 *
 *	// unbind:
 *	own_auto(depot_own, depot, gate_depot_revoke(gate));
 *
 * The counted object is the gate: it has the life of its longest holder. What it
 * lets through has one owner, which is the revocable until it is revoked and then
 * the one who revoked.
 *
 * Rules, and what keeps them
 * ==========================
 *
 * The kernel's first revocable in C was reverted before it was released; in it the
 * index of a read section was shared between threads, and the pointer could be
 * had without the section. Here:
 *
 * a) The index of the read section is in a variable on the stack; naming it elsewhere
 *    is an error. So it is not shared, copied or forgotten.
 * b) The revocable is a member of a counted object, and each function wants that
 *    object; so who asks has a reference, and what is asked outlives the data.
 *    (A raw pointer to the object is believed, as everywhere.)
 * c) It goes from live to dead and never back. To bind again, make a new gate.
 * d) Unbind does, in this order: deregister, so that nobody opens; mark dead, so
 *    that nobody enters; wake up who sleeps, to let him find out; revoke, which
 *    waits for who is inside; disable timers and work; drop the data; put the
 *    gate.
 * e) SRCU is cleaned up by the end of the gate, in process context, and
 *    not when it is revoked: late readers still ask.
 * f) A second revoke waits until the first one has waited. Revoking by name inside
 *    one's own access does not compile; where a called function revokes, lockdep
 *    finds it, and -EDEADLK comes back instead of a hang.
 * g) Inside, nothing sleeps and nothing touches user memory: what asks own_may_sleep()
 *    does not compile there, and might_sleep() in what is called complains.
 *
 * Why rule (g)? SRCU readers may sleep; that is what the S is for. But whoever
 * unbinds waits for the slowest reader, and a copy from user memory can take for
 * ever: userfaultfd and FUSE let any user decide when a page arrives. A mutex is
 * as bad, if its holder copies. So the scope of an access counts as atomic to
 * own_may_sleep(), and on kernels with CONFIG_DEBUG_ATOMIC_SLEEP it is a section
 * in which might_sleep() complains. Look up what is needed, take a reference to
 * it, leave, and then sleep or copy::
 *
 *	reader                          unbind
 *	------                          ------
 *	own_access()                    gate_depot_mark_dead()
 *	  box = depot_find()            wake_up_all()
 *	end of scope                    gate_depot_revoke() returns here,
 *	copy_from_user() parked           because nobody is inside
 *	  for an hour                   the depot is dropped
 *	box_push(): box is dead, -ENODEV
 *
 * Why SRCU at all, if nothing sleeps? Because each revocable has a domain of its
 * own: revoking waits for its readers only, and they may be preempted and may
 * take a while, at nobody else's expense.
 *
 * What it costs: for each access what SRCU costs: two barriers and two per-cpu
 * increments. For each
 * revocable a srcu_struct, with memory on each processor: have one for each
 * device, not one for each object.
 *
 * What it cannot prevent: a pointer that is kept after the end of the scope
 * (``make analyze`` reports it); a called function that sleeps, on kernels without
 * the check. If lockdep is off, revoking inside one's own access through a called
 * function waits for ever.
 *
 * When not to use it: where a reference count and a flag will do. An object that
 * has a lock, and is kept alive by references, can have "dead" among what the lock
 * protects; whoever takes the lock looks at it first. That is enough for a box, it
 * needs no grace period, and it fails as late as possible. A revocable is for what
 * must really be gone, and for paths that should not share a lock.
 *
 * Rust: ``Revocable<T>``, ``RevocableGuard``; it uses RCU, so its readers may not
 * be preempted for long, and does not wait in a second revoke.
 */

#include <own/context.h>
#include <own/ref.h>
#if __OWN_QUIET_MACROS
#pragma GCC system_header
#endif

#include <linux/bug.h>
#include <linux/cleanup.h>
#include <linux/kernel.h>
#include <linux/lockdep.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/srcu.h>

/*
 * Live: open == held. Marked dead: open is NULL. Revoked: both are.
 * Not initialised, as in zeroed memory: ready is false, and so is the rest.
 */
struct __own_revocable {
	struct srcu_struct srcu;
	struct mutex revoking;	/* a second revoke waits here for the first */
	void *open;		/* for readers, under SRCU */
	void *held;		/* for the one who revokes, under the mutex */
	bool ready;
};

/**
 * struct own_revocable - a member of a counted object: data that can be revoked
 *
 * What it holds is private; DEFINE_OWN_REVOCABLE() defines the ways to it.
 */
struct own_revocable {
	/* private: */
	struct __own_revocable __inside __own_private;
	const struct { } __not_assignable;
} __own_role(owns);

static __always_inline struct __own_revocable *
__own_revocable_of(const struct own_revocable *where)
{
	return (struct __own_revocable *)(void *)where;
}

/* Does this thread itself have access? Known to lockdep only. */
static inline bool __own_revocable_inside(struct __own_revocable *r)
{
#ifdef CONFIG_DEBUG_LOCK_ALLOC
	return lock_is_held(&r->srcu.dep_map) == LOCK_STATE_HELD;
#else
	return false;
#endif
}

/* Never above 0. All revocables of a file are one class of locks to lockdep. */
static inline int __own_revocable_init(struct own_revocable *where, void *data)
{
	struct __own_revocable *r = __own_revocable_of(where);
	int err;

	if (WARN_ON_ONCE(r->ready))
		return -EBUSY;
	err = init_srcu_struct(&r->srcu);
	if (err)
		return err;
	mutex_init(&r->revoking);
	r->open = data;
	r->held = data;
	r->ready = true;
	return 0;
}

static inline void *__own_revocable_revoke(const struct own_revocable *where)
{
	struct __own_revocable *r = __own_revocable_of(where);
	void *held;

	/* To wait for oneself is to wait for ever. */
	if (WARN_ON_ONCE(__own_revocable_inside(r)))
		return ERR_PTR(-EDEADLK);

	mutex_lock(&r->revoking);
	WRITE_ONCE(r->open, NULL);
	held = r->held;
	r->held = NULL;
	/* Pairs with own_access(), whose reader is waited for: tests/litmus/revoke.litmus */
	if (held)
		synchronize_srcu(&r->srcu);
	mutex_unlock(&r->revoking);
	return held ?: ERR_PTR(-ENODEV);
}

static inline void *__own_revocable_destroy(struct own_revocable *where)
{
	struct __own_revocable *r = __own_revocable_of(where);
	void *held;

	might_sleep();
	if (!r->ready)
		return NULL;
	held = r->held;
	r->open = NULL;
	r->held = NULL;
	cleanup_srcu_struct(&r->srcu);
	mutex_destroy(&r->revoking);
	r->ready = false;
	return held;
}

/**
 * DEFINE_OWN_REVOCABLE() - define the ways to data that can be revoked
 * @name: prefix of the functions that are defined, and the first argument of
 *	own_access()
 * @ref: what DEFINE_OWN_REF() defined for the object that contains the revocable
 * @object_type: type of that object
 * @member: its ``struct own_revocable``, zeroed when the object is made
 * @tag: what DEFINE_OWN() or DEFINE_OWN_REF() defined for the data
 * @type: type of the data
 *
 * Defines, besides what own_access() needs::
 *
 *	struct tag_rest name_init(object_type *object, struct tag data);
 *	void name_mark_dead(const object_type *object);
 *	bool name_is_dead(const object_type *object);
 *	struct tag_result name_revoke(const object_type *object);
 *
 * ``name_init()`` consumes the data, or hands it back: %-ENOMEM, or %-EBUSY, which
 * warns, if this was done before. It comes first, while nobody else can see
 * @object.
 *
 * ``name_mark_dead()``: from now on every access fails. It does not wait.
 *
 * ``name_is_dead()`` is for the conditions of those who sleep: true if every
 * access fails. False may be out of date before the caller looks at it.
 *
 * ``name_revoke()`` marks dead, waits until nobody has access, and gives the
 * owner of the data: nobody else can reach it any more. If it was revoked before,
 * or is being revoked, it waits as well, and then is empty with %-ENODEV. Inside
 * an own_access() it does not compile; where lockdep finds that out at run time,
 * it is empty with %-EDEADLK, warns, and nothing has changed.
 *
 * ``own_member(name, member)`` is for the end of @object: it ends the revocable, and
 * drops the data if it was never revoked. DECLARE_OWN() the object, because its end
 * comes after this.
 *
 * Context: ``name_mark_dead()`` and ``name_is_dead()``: any. The others: process,
 * may sleep; so the last reference to @object is dropped in process context.
 *
 * Rust: ``Revocable::new()``, ``revoke()``, ``drop``.
 */
#define DEFINE_OWN_REVOCABLE(name, ref, object_type, member, tag, type)	\
typedef object_type __##name##_object;					\
typedef type __##name##_data;						\
typedef struct tag##_result __##name##_revoke(const object_type *object);	\
_Static_assert(__same_type(((__own_owner(ref) *)NULL)->__shared[0], const object_type *), \
	      "own: " #ref " does not count " #object_type);		\
static __always_inline struct __own_revocable *				\
__##name##_revocable(const object_type *object)				\
{									\
	return __own_revocable_of(&object->member);			\
}									\
static inline __own_role(init) __maybe_unused struct tag##_rest		\
name##_init(object_type *object, struct tag data)			\
{									\
	type *held = __##tag##_object(data);				\
	own_linear(tag, d, __##tag##_value(held));			\
	int err = __own_revocable_init(&object->member, held);		\
									\
	if (err < 0)							\
		return own_reject(d, err);				\
	/* SAFETY: the revocable holds it now. */			\
	(void)own_unsafe_into(d);					\
	return own_accepted(tag);					\
}									\
static __always_inline __maybe_unused void				\
name##_mark_dead(const object_type *object)					\
{									\
	WRITE_ONCE(__##name##_revocable(object)->open, NULL);		\
}									\
static __always_inline __maybe_unused bool				\
name##_is_dead(const object_type *object)					\
{									\
	return !READ_ONCE(__##name##_revocable(object)->open);		\
}									\
static inline __maybe_unused struct tag##_result			\
name##_revoke(const object_type *object)					\
{									\
	return __##tag##_result(__own_revocable_revoke(&object->member)); \
}									\
static inline __maybe_unused void					\
__##name##_end_member(struct own_revocable *where)			\
{									\
	own_auto(tag, d, __##tag##_result(__own_revocable_destroy(where))); \
}									\
_Static_assert(__same_type(((object_type *)NULL)->member, struct own_revocable), \
	      "own: " #member " is not a struct own_revocable")

/* The guard of the kernel, and a section in which might_sleep() complains. */
static __always_inline __own_role(end) void __own_revocable_leave(class_srcu_t *guard)
{
	non_block_end();
	class_srcu_destructor(guard);
}

/**
 * own_access() - reach what is revocable, for the rest of the scope
 * @class: what DEFINE_OWN_REVOCABLE() defined
 * @name: name of the owner that is declared
 * @holder: pointer to the counted object that contains the revocable; evaluated
 *	once
 *
 * @name is used like an owner that cannot be taken: test it with own_none(), then
 * own_use() or own_borrow() it. Without the test it does not compile. own_err() is
 * %-ENODEV if it was revoked or marked dead.
 *
 * The data is shared with other readers; what they change belongs behind a
 * spinlock (locked.h). It is good to the end of the scope, also if it is revoked
 * meanwhile.
 *
 * Context: Any but NMI. The scope counts as atomic: sleeping locks,
 * own_may_sleep() and revoking do not compile in it. One of a @class in each
 * scope; others go into a block of their own.
 *
 * Rust: ``try_access()``.
 */
#define own_access(class, name, holder)					\
	__own_keeping(name);						\
	const __##class##_object *const __own_where_##name = __own_kept(name, holder); \
	class_srcu_t __own_guard_##name __own_private			\
		__cleanup(__own_revocable_leave) =			\
		class_srcu_constructor(&__##class##_revocable(__own_where_##name)->srcu); \
	non_block_start();						\
	__own_scope_is(atomic_scope);					\
	__##class##_revoke *const class##_revoke __maybe_unused		\
		__own_refuse("own: revoking here would wait for the access in this scope, for ever") = NULL; \
	struct {							\
		const __##class##_data *__object __own_role(object), *__shared[0]; \
		__own_state						\
		__own_lent						\
	} name __own_lent_by(__own_kept_##name) = {			\
		.__object = READ_ONCE(__##class##_revocable(__own_where_##name)->open), \
	};								\
	name.__error = name.__object ? 0 : -ENODEV

#endif /* OWN_REVOCABLE_H */
