/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_BOX_H
#define OWN_BOX_H

/**
 * DOC: One owner
 *
 * An object on the heap has one owner: the variable, the member or the queue
 * that must hand it on or drop it. In plain C that is a comment. Here it is a
 * type, and forgetting it does not compile:
 *
 * .. code-block:: c
 *
 *	DEFINE_OWN(parcel_own, struct parcel, parcel_free);
 *
 *	static struct parcel_own_result parcel_from_user(const void __user *from,
 *							 size_t len)
 *	{
 *		own_auto(parcel_own, p, own_alloc_flex(parcel_own, data, len, GFP_KERNEL));
 *
 *		if (own_none(p))
 *			return own_pass(p);
 *		own_mut(p)->len = len;
 *		if (copy_from_user(own_mut(p)->data, from, len))
 *			return own_fail(parcel_own, -EFAULT);	// p is dropped
 *		return own_ok(p);			// p is handed on here
 *	}
 *
 * Four types carry ownership across functions and in structures. Each is one
 * pointer wide (the third is two words), and none of them can be looked into:
 *
 * ``struct parcel_own``
 *	An owned parcel. There is one; it has been checked.
 * ``struct parcel_own_result``
 *	An owned parcel, or the errno why there is none, or nothing. It is what
 *	an allocation or a lookup returns.
 * ``struct parcel_own_rest``
 *	What comes back from a function that takes a parcel on success and hands
 *	it back on failure: nothing, or the parcel and the errno.
 * ``struct parcel_own_slot``
 *	A member of a structure that owns a parcel, or nothing. It cannot be
 *	assigned, nor read as a result, because that would make two owners of
 *	one; functions swap and take what it holds.
 *
 * Inside a function, an owner is a variable declared with own_auto() (dropped
 * at the end of its scope) or own_linear() (must be handed on, on every path).
 * The compiler follows it: using it before own_none() was asked, using it after
 * own_take(), taking it twice, taking it while something borrows it, losing it,
 * each stops the build at that line.
 *
 * What it costs: nothing. A function written with owners compiles to the
 * instructions of the same function with pointers and the right checks.
 *
 * What it cannot prevent: a raw pointer obtained from own_use() or own_mut() and
 * kept in a variable is not followed; use own_borrow() for anything longer than
 * one expression (``make analyze`` reports the others). A cast can forge
 * anything.
 *
 * When not to use it: for memory managed by devm_*(), which has no single owner
 * in the code, and for objects whose lifetime is a count: see ref.h.
 *
 * An owner is a declaration, so it follows the rule of cleanup.h: declare it
 * where its value is known, and declare owners before the guards under which
 * they must not be dropped, because the last one declared goes first.
 *
 * Rust: ``Box<T>``, ``Result<Box<T>>``, ``Err((value, error))``, ``&T``, ``&mut T``.
 */

#include <own/annotate.h>
#if __OWN_QUIET_MACROS
#pragma GCC system_header
#endif

#include <linux/cleanup.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/overflow.h>
#include <linux/slab.h>

/*
 * Throwing away an owner or a result is the leak that types can see. It is an
 * error in every mode: it does not depend on the optimiser.
 */
#ifdef __clang__
#pragma clang diagnostic error "-Wunused-value"
#else
#pragma GCC diagnostic error "-Wunused-result"
#endif

/*
 * The errno in a pointer, or 0. That an errno is not 0 when only its low half is
 * kept is a thing that compilers have to be told.
 */
static __always_inline int __own_error_of(const void *pointer)
{
	int error = 0;

	if (IS_ERR(pointer)) {
		error = PTR_ERR(pointer);
		own_assume(error < 0);
	}
	return error;
}

/*
 * The crossing types of @tag and the record behind a local owner. The object
 * pointer is const so that "slot = value" on a member, which would lose the old
 * value, does not compile. It is private so that a value cannot be made from a
 * pointer; the library itself goes through a union.
 *
 * The arrays of no elements take no room. They let a macro find the other types
 * of the family from a variable, so that only declarations name the type.
 */
#define __own_family(tag, type, shared_type, unique)			\
struct __own_must_use tag {						\
	type *const __object __own_private;				\
} __designated_init;							\
struct __own_must_use tag##_result {					\
	type *const __object __own_private;				\
} __designated_init;							\
struct tag##_slot {							\
	type *const __object __own_private;				\
} __designated_init;							\
struct __own_must_use tag##_rest {					\
	type *const __object __own_private;				\
	const long __error __own_private;				\
} __designated_init;							\
struct tag##_owner {							\
	type *__object;	/* the object, or __error as an ERR_PTR() */	\
	long __borrows;	/* n: n shared borrows, -1: borrowed mut */	\
	int __error;	/* 0: holds an object */			\
	shared_type *__shared[0];					\
	struct tag __value[0];						\
	struct tag##_result __result[0];				\
	struct tag##_rest __rest[0];					\
	const struct { } __not_assignable;				\
	unique								\
};									\
static __always_inline type *__##tag##_object(struct tag value)		\
{									\
	union { struct tag value; type *object; } u = { .value = value }; \
									\
	own_assume(u.object);						\
	return u.object;						\
}									\
static __always_inline struct tag __##tag##_value(type *object)		\
{									\
	union { type *object; struct tag value; } u = { .object = object }; \
									\
	return u.value;							\
}									\
static __always_inline struct tag##_result __##tag##_result(type *object) \
{									\
	union { type *object; struct tag##_result result; } u =		\
		{ .object = object };					\
									\
	return u.result;						\
}									\
static __always_inline struct tag##_owner				\
__##tag##_from_value(struct tag value)					\
{									\
	return (struct tag##_owner){ .__object = __##tag##_object(value) }; \
}									\
static __always_inline struct tag##_owner				\
__##tag##_from_result(struct tag##_result result)			\
{									\
	union { struct tag##_result result; type *object; } u =		\
		{ .result = result };					\
	type *object = u.object ?: ERR_PTR(-ENOENT);			\
									\
	return (struct tag##_owner){					\
		.__object = object,					\
		.__error = __own_error_of(object),			\
	};								\
}									\
static __always_inline struct tag##_result				\
__##tag##_exchange(struct tag##_slot *slot, type *object)		\
{									\
	union { struct tag##_slot slot; type *object; } old = { .slot = *slot }; \
									\
	/* Only tag_swap() writes to a slot, and it takes no errno. */	\
	own_assume(!IS_ERR(old.object));				\
	memcpy(slot, &object, sizeof(object));				\
	return __##tag##_result(old.object);				\
}									\
static __always_inline __maybe_unused struct tag##_result		\
tag##_swap(struct tag##_slot *slot, struct tag value)			\
{									\
	return __##tag##_exchange(slot, __##tag##_object(value));	\
}									\
static __always_inline __maybe_unused struct tag##_result		\
tag##_take_from(struct tag##_slot *slot)				\
{									\
	return __##tag##_exchange(slot, NULL);				\
}									\
static __always_inline __maybe_unused shared_type *			\
tag##_peek(const struct tag##_slot *slot)				\
{									\
	union { struct tag##_slot slot; type *object; } held = { .slot = *slot }; \
									\
	return held.object;						\
}									\
static __always_inline __maybe_unused type *				\
tag##_peek_mut(struct tag##_slot *slot)					\
{									\
	return (type *)tag##_peek(slot);				\
}									\
static __always_inline void						\
__##tag##_linear_end(const struct tag##_owner *owner)			\
	__own_withdraws(owner->__object)				\
{									\
	own_prove(owner->__error, linear_owner_is_lost,			\
		  "own: the linear owner declared here is not handed on on some path (leak); own_take() or own_drop() it before every return"); \
}

/**
 * DEFINE_OWN() - define the owner types of an object
 * @tag: name of the type that crosses functions, by custom ``OBJECT_own``
 * @type: type of the object
 * @drop: function ``void drop(type *)`` that ends the object's life
 *
 * Defines ``struct tag``, ``struct tag_result``, ``struct tag_rest`` and ``struct
 * tag_slot``, what own_auto() and own_linear() need, and four functions for
 * members that own::
 *
 *	struct tag_result tag_swap(struct tag_slot *slot, struct tag value);
 *	struct tag_result tag_take_from(struct tag_slot *slot);
 *	const type *tag_peek(const struct tag_slot *slot);
 *	type *tag_peek_mut(struct tag_slot *slot);
 *
 * The first two return what the slot held, which may not be ignored. The others
 * look: %NULL if there is nothing, otherwise a pointer that is borrowed from the
 * slot (tag_peek(): to const unless it is counted), good while the lock that
 * protects the slot is held. A slot that was zeroed holds nothing.
 *
 * Rust: ``KBox<T>`` together with ``impl Drop for T``.
 */
#define DEFINE_OWN(tag, type, drop)					\
__own_family(tag, type, const type, struct { } __own_mut_needs_a_unique_owner;) \
static __always_inline void __##tag##_drop(type *object) __own_unanalysed \
{									\
	drop(object);							\
}									\
__own_auto_end(tag)

#define __own_auto_end(tag)						\
static __always_inline void						\
__##tag##_auto_end(const struct tag##_owner *owner)			\
	__own_withdraws(owner->__object)				\
{									\
	if (!owner->__error)						\
		__##tag##_drop(owner->__object);			\
}									\
_Static_assert(sizeof(struct tag) == sizeof(void *), #tag)

/* An owner starts from a value or from a result; nothing else is accepted. */
#define __own_from(tag, init)						\
	_Generic((init),						\
		 struct tag: __##tag##_from_value,			\
		 struct tag##_result: __##tag##_from_result)(init)

/**
 * own_auto() - declare an owner that is dropped at the end of its scope
 * @tag: what DEFINE_OWN() or DEFINE_REF() defined
 * @name: name of the owner
 * @init: a ``struct tag`` (taken, or a parameter) or a ``struct tag_result``
 *
 * Starting from a ``struct tag_result`` the owner may be empty, and must be
 * tested with own_none() before anything else. Starting from a ``struct tag`` it
 * is known to hold the object.
 *
 * Context: That of the drop function. This is a declaration: it cannot stand
 * directly behind a label.
 */
#define own_auto(tag, name, init)					\
	struct tag##_owner name __cleanup(__##tag##_auto_end) = __own_from(tag, init)

/**
 * own_linear() - declare an owner that must be handed on, on every path
 * @tag: what DEFINE_OWN() or DEFINE_REF() defined
 * @name: name of the owner
 * @init: a ``struct tag`` (taken, or a parameter) or a ``struct tag_result``
 *
 * Like own_auto(), but reaching the end of the scope with the object still owned
 * does not compile. For what must not get lost, such as a message in transit:
 * an automatic owner would drop it without a word on a forgotten path. The
 * message names this declaration; to find the path, put own_empty() before the
 * returns that you suspect.
 *
 * Rust has no counterpart: leaking is safe there.
 *
 * Context: Any.
 */
#define own_linear(tag, name, init)					\
	struct tag##_owner name __cleanup(__##tag##_linear_end) = __own_from(tag, init)

/**
 * own_none() - is the owner empty?
 * @owner: the owner
 *
 * The test that must come between a result and its use.
 *
 * Return: True if @owner holds nothing: the result was an error or empty, or it
 * was taken. own_err() says which errno.
 *
 * Rust: ``match`` on ``Option`` or ``Result``.
 */
#define own_none(owner)		((owner).__error != 0)

/**
 * own_err() - why an owner is empty
 * @owner: the owner
 *
 * Return: 0 if @owner holds an object, otherwise the errno it was given:
 * %-ENOENT if the result was empty without one (an unset member, an empty queue),
 * or if the object was taken. ``int err = own_err(p); if (err) ...`` is a test as
 * good as own_none().
 */
#define own_err(owner)		((owner).__error + 0)

#define __own_prove_held(owner)						\
	own_prove(!(owner).__error, used_after_take,			\
		  "own: '" #owner "' is used here, but on some path it was taken or dropped, or not tested with own_none() (like Rust E0382)")

/**
 * own_use() - look into an owned object for the length of an expression
 * @owner: the owner, known to hold an object
 *
 * Return: A pointer to the object; to const for a unique owner. Do not keep it:
 * it is good until @owner is next taken or dropped, and nothing but ``make
 * analyze`` would notice. own_borrow() gives one to keep.
 *
 * Rust: ``&*owner``; E0382 if it was moved, E0502 if it is borrowed mut.
 */
#define own_use(owner)							\
({									\
	__own_prove_held(owner);					\
	own_prove((owner).__borrows >= 0, used_while_borrowed_mut,	\
		  "own: '" #owner "' is used here while it is borrowed mut; use the borrow (like Rust E0502)"); \
	__own_permit((owner).__object);					\
	(typeof((owner).__shared[0]))(owner).__object;			\
})

/**
 * own_mut() - change an owned object for the length of an expression
 * @owner: a unique owner, known to hold an object and not borrowed
 *
 * Return: A pointer to the object. The warning at own_use() applies.
 *
 * Rust: ``&mut *owner``; E0382 if it was moved, E0499 or E0502 if it is
 * borrowed, E0596 if it is counted and therefore shared.
 */
#define own_mut(owner)							\
({									\
	(void)sizeof((owner).__own_mut_needs_a_unique_owner);		\
	__own_prove_held(owner);					\
	own_prove((owner).__borrows == 0, changed_while_borrowed,	\
		  "own: '" #owner "' is changed here while it is borrowed; end the borrow's scope first (like Rust E0499, E0502)"); \
	__own_permit((owner).__object);					\
	(owner).__object;						\
})

#define __own_clear(owner)						\
	do {								\
		(owner).__object = ERR_PTR(-ENOENT);			\
		(owner).__error = -ENOENT;				\
	} while (0)

/* Proves that the owner may be moved, empties it and yields the pointer. */
#define __own_take(owner)						\
({									\
	typeof((owner).__object) __own_object = (owner).__object;	\
									\
	own_prove(!(owner).__error, taken_twice,			\
		  "own: '" #owner "' is taken here, but on some path it was taken or dropped before, or not tested with own_none() (like Rust E0382)"); \
	own_prove((owner).__borrows == 0, taken_while_borrowed,		\
		  "own: '" #owner "' is taken or dropped here while it is borrowed; end the borrow's scope first (like Rust E0505)"); \
	__own_withdraw((owner).__object);				\
	__own_clear(owner);						\
	__own_object;							\
})

/* What the record of something lent has instead of the types of an owner. */
#define __own_lent							\
	struct { } __value[0] __own_refuse("own: this is lent to you and not yours to take"); \
	struct { } __result[0] __own_refuse("own: this is lent to you and not yours to take"); \
	struct { } __rest[0] __own_refuse("own: this is lent to you and not yours to take"); \
	struct { } __own_mut_needs_a_unique_owner \
		__own_refuse("own: this is shared and not to be changed here; use a lock, or borrow mut");

/* A crossing type from what it holds, without naming its private members. */
#define __own_cross(owner, member, pointer)				\
({									\
	union {								\
		typeof((owner).__object) object;			\
		typeof((owner).member[0]) value;			\
	} __own_u = { .object = (pointer) };				\
									\
	__own_u.value;							\
})

/**
 * own_take() - move the object out of an owner
 * @owner: the owner, known to hold an object and not borrowed
 *
 * @owner is empty afterwards; using it again does not compile. The result must
 * go somewhere: to a function that takes it, or into another owner. (A result
 * that is thrown away is reported by ``make analyze``, not by the compiler.)
 *
 * Return: ``struct tag``.
 *
 * Rust: a move; E0382, E0505.
 */
#define own_take(owner)	__own_cross(owner, __value, __own_take(owner))

/**
 * own_ok() - move the object out of an owner, as a successful result
 * @owner: the owner, known to hold an object and not borrowed
 *
 * Return: ``struct tag_result``.
 *
 * Rust: ``Ok(owner)``.
 */
#define own_ok(owner)	__own_cross(owner, __result, __own_take(owner))

/**
 * own_pass() - hand on whatever an owner holds, be it an object or an errno
 * @owner: the owner, not borrowed; empty or not
 *
 * Return: ``struct tag_result``. @owner is empty afterwards.
 *
 * Rust: ``return owner`` for an owner of type ``Result<Box<T>>``.
 */
#define own_pass(owner)							\
({									\
	typeof((owner).__object) __own_held = (owner).__object;		\
									\
	own_prove((owner).__borrows == 0, passed_while_borrowed,	\
		  "own: '" #owner "' is handed on here while it is borrowed; end the borrow's scope first (like Rust E0505)"); \
	__own_withdraw((owner).__object);				\
	__own_clear(owner);						\
	__own_cross(owner, __result, __own_held);			\
})

/* A forgotten sign makes a pointer of an errno. (sparse takes no constant for one.) */
#ifdef __CHECKER__
# define __own_check_errno(error)	((void)sizeof(error))
#else
# define __own_check_errno(error)					\
	_Static_assert(__builtin_choose_expr(__builtin_constant_p(error), \
					     (error) < 0, true),	\
		       "own: a failure needs a negative errno")
#endif

/**
 * own_fail() - a result that holds an errno
 * @tag: what DEFINE_OWN() or DEFINE_REF() defined
 * @error: negative errno; a constant that is none does not compile
 *
 * Return: ``struct tag_result``.
 *
 * Rust: ``Err(error)``.
 */
#define own_fail(tag, error)						\
({									\
	__own_check_errno(error);					\
	__##tag##_result(ERR_PTR(error));				\
})

/**
 * own_nothing() - a result that holds nothing, not even an errno
 * @tag: what DEFINE_OWN() or DEFINE_REF() defined
 *
 * Return: ``struct tag_result``.
 *
 * Rust: ``None``.
 */
#define own_nothing(tag)	__##tag##_result(NULL)

/* A unique owner and a reference of one object hold the same type of pointer. */
#define __own_check_tag(tag, owner)					\
	_Static_assert(__builtin_types_compatible_p(typeof(owner), struct tag##_owner), \
		       "own: " #owner " was not declared with " #tag)

/**
 * own_drop() - end an object's life before the end of the scope
 * @tag: what DEFINE_OWN() or DEFINE_REF() defined
 * @owner: the owner, known to hold an object and not borrowed
 *
 * Context: That of the drop function.
 *
 * Rust: ``drop(owner)``.
 */
#define own_drop(tag, owner)						\
({									\
	__own_check_tag(tag, owner);					\
	__##tag##_drop(__own_take(owner));				\
})

/**
 * own_empty() - require that an owner is empty here
 * @owner: the owner
 *
 * Does not compile where @owner may still hold an object. Put it in front of a
 * return to find the path on which a linear owner is lost.
 */
#define own_empty(owner)						\
	own_prove((owner).__error, owner_is_not_empty,			\
		  "own: '" #owner "' may still hold an object here")

/**
 * own_refill() - give an empty owner a new result
 * @tag: what DEFINE_OWN() or DEFINE_REF() defined
 * @owner: the owner, known to be empty
 * @init: ``struct tag`` or ``struct tag_result``
 *
 * For loops that try again. Afterwards @owner must be tested again.
 *
 * Return: 0, or the errno of the new result; the same as own_err().
 *
 * Rust: assignment to a moved-from variable.
 */
#define own_refill(tag, owner, init)					\
({									\
	struct tag##_owner __own_new = __own_from(tag, init);		\
									\
	__own_check_tag(tag, owner);					\
	own_prove((owner).__error, refilled_while_full,			\
		  "own: '" #owner "' is refilled here, but on some path it still holds an object, which would be lost"); \
	(owner).__object = __own_new.__object;				\
	(owner).__error = __own_new.__error;				\
	own_err(owner);							\
})

/**
 * own_accepted() - say that a conditional transfer took the object
 * @tag: what DEFINE_OWN() or DEFINE_REF() defined
 *
 * Return: ``struct tag_rest``, for a function that takes a ``struct tag`` on
 * success and hands it back on failure.
 */
#define own_accepted(tag)	((struct tag##_rest){ })

/**
 * own_reject() - hand the object back, with the reason
 * @owner: the owner, known to hold the object and not borrowed
 * @error: negative errno, known to be negative at compile time
 *
 * Return: ``struct tag_rest``.
 *
 * Rust: ``Err((owner, error))``.
 */
#define own_reject(owner, error)					\
({									\
	int __own_error = (error);					\
	union {								\
		struct { typeof((owner).__object) object; long code; } raw; \
		typeof((owner).__rest[0]) rest;				\
	} __own_r = { .raw = { __own_take(owner), __own_error } };	\
									\
	own_prove(__own_error < 0, rejected_without_errno,		\
		  "own: '" #owner "' is handed back here with a code that is not proved to be a negative errno"); \
	__own_r.rest;							\
})

/**
 * own_rest() - take back what a conditional transfer did not accept
 * @owner: the owner that the object was taken from for the call
 * @call: expression of type ``struct tag_rest``
 *
 * If the call failed, @owner holds the object again:
 *
 * .. code-block:: c
 *
 *	err = own_rest(p, box_push(box, own_take(p)));
 *	if (err)
 *		return err;		// p still owns the parcel
 *
 * Return: 0 if the object was accepted, otherwise the errno.
 */
#define own_rest(owner, call)						\
({									\
	union {								\
		typeof((owner).__rest[0]) rest;				\
		struct { typeof((owner).__object) object; long code; } raw; \
	} __own_r = { .rest = (call) };					\
									\
	own_prove((owner).__error, refilled_while_full,			\
		  "own: '" #owner "' still holds an object here, so it cannot take one back"); \
	int __own_error = __own_r.raw.code;				\
									\
	(owner).__object = __own_error ? __own_r.raw.object : ERR_PTR(-ENOENT); \
	(owner).__error = __own_error ? 0 : -ENOENT;			\
	__own_error;							\
})

static __always_inline void __own_borrow_end(long *const *borrows)
{
	--**borrows;
}

static __always_inline void __own_borrow_mut_end(long *const *borrows)
{
	**borrows = 0;
}

/*
 * To the analysis a borrow is a pointer of its own, and while it is in scope what
 * was had from the owner before is not to be used.
 */
#define __own_borrowed(name, owner)					\
({									\
	__own_permit(name);						\
	__own_withdraw((owner).__object);				\
	&(owner).__borrows;						\
})

/**
 * own_borrow() - a pointer to an owned object, to keep for the rest of the scope
 * @name: name of the pointer that is declared
 * @owner: the owner, known to hold an object and not borrowed mut
 *
 * While @name is in scope @owner cannot be taken or dropped, nor the object be
 * changed through it. The pointer is to const for a unique owner.
 *
 * Rust: ``let name = &*owner;``; E0502, E0505, E0597.
 */
#define own_borrow(name, owner)						\
	typeof((owner).__shared[0]) const name __own_scoped =		\
		__extension__(own_use(owner));				\
	long *const __UNIQUE_ID(own_borrow) __cleanup(__own_borrow_end) __maybe_unused = \
		({ (owner).__borrows++; __own_borrowed(name, owner); })

/**
 * own_borrow_mut() - an exclusive pointer to an owned object, for the rest of the scope
 * @name: name of the pointer that is declared
 * @owner: a unique owner, known to hold an object and not borrowed
 *
 * While @name is in scope nothing else can be done with @owner.
 *
 * Rust: ``let name = &mut *owner;``; E0499, E0502, E0505, E0597.
 */
#define own_borrow_mut(name, owner)					\
	typeof((owner).__object) const name __own_scoped =		\
		__extension__(own_mut(owner));				\
	long *const __UNIQUE_ID(own_borrow) __cleanup(__own_borrow_mut_end) __maybe_unused = \
		({ (owner).__borrows = -1; __own_borrowed(name, owner); })

#define __own_type(tag)		typeof(*((struct tag##_owner *)NULL)->__object)

/*
 * The kernel's kzalloc() and so on, spelt as their own definitions spell them:
 * allocation profiling counts at the user's line, and a file that includes
 * strict.h has no kzalloc() any more.
 */
#define __own_kzalloc(size, gfp)	alloc_hooks(kzalloc_noprof(size, gfp))
#define __own_kvzalloc(size, gfp)					\
	alloc_hooks(kvmalloc_noprof(size, (gfp) | __GFP_ZERO))
#define __own_cache_zalloc(cache, gfp)					\
	alloc_hooks(kmem_cache_alloc_noprof(cache, (gfp) | __GFP_ZERO))

/**
 * own_alloc() - allocate an object, zeroed, as a result
 * @tag: what DEFINE_OWN() defined, with a drop function that ends in kfree()
 * @gfp: allocation flags
 *
 * Context: As kzalloc() with @gfp.
 * Return: ``struct tag_result``: the object, or %-ENOMEM.
 *
 * Rust: ``KBox::new(T::default(), gfp)?``.
 */
#define own_alloc(tag, gfp)						\
	__##tag##_result(__own_allocated(__own_kzalloc(sizeof(__own_type(tag)), gfp)))

/**
 * own_alloc_flex() - allocate an object that ends in a flexible array, zeroed
 * @tag: what DEFINE_OWN() defined, with a drop function that ends in kvfree()
 * @member: the flexible array member
 * @count: number of its elements; a size that overflows fails to allocate
 * @gfp: allocation flags
 *
 * The member that counts the elements is the caller's to set, before the array
 * is touched.
 *
 * Bound a count that user space chose: the allocator warns in the log about more
 * than INT_MAX bytes, unless @gfp has %__GFP_NOWARN.
 *
 * Context: As kvzalloc() with @gfp.
 * Return: ``struct tag_result``: the object, or %-ENOMEM.
 */
#define own_alloc_flex(tag, member, count, gfp)				\
	__##tag##_result(__own_allocated(				\
		__own_kvzalloc(struct_size_t(__own_type(tag), member, count), gfp)))

/**
 * own_alloc_cache() - allocate an object from a cache of its own, zeroed
 * @tag: what DEFINE_OWN() defined, with a drop function that ends in
 *	kmem_cache_free()
 * @cache: the ``struct kmem_cache *`` of these objects
 * @gfp: allocation flags
 *
 * A cache of its own gives a leak a name: kmem_cache_destroy() says which
 * objects remain.
 *
 * Context: As kmem_cache_zalloc() with @gfp.
 * Return: ``struct tag_result``: the object, or %-ENOMEM.
 */
#define own_alloc_cache(tag, cache, gfp)				\
	__##tag##_result(__own_allocated((__own_type(tag) *)		\
		__own_cache_zalloc(cache, gfp)))

/* What an allocator returns is never an ERR_PTR(), and the compiler may know. */
#define __own_allocated(pointer)					\
({									\
	typeof(pointer) __own_new = (pointer);				\
									\
	own_assume(!IS_ERR(__own_new));					\
	__own_new ?: ERR_PTR(-ENOMEM);					\
})

/**
 * own_unsafe_from() - own what a raw pointer points to
 * @tag: what DEFINE_OWN() or DEFINE_REF() defined
 * @pointer: not %NULL, and nobody else's to drop
 *
 * Unsafe: the compiler believes it. Say why it is true in a ``SAFETY:`` comment.
 *
 * Return: ``struct tag``.
 *
 * Rust: ``Box::from_raw()``.
 */
#define own_unsafe_from(tag, pointer)					\
({									\
	__own_type(tag) *__own_raw = (pointer);				\
									\
	__own_withdraw(__own_raw);					\
	__##tag##_value(__own_raw);					\
})

/**
 * own_unsafe_result() - own what a kernel function returned
 * @tag: what DEFINE_OWN() or DEFINE_REF() defined
 * @pointer: a pointer that the caller now owns, %NULL, or an ERR_PTR()
 *
 * Unsafe: the compiler believes that the pointer is the caller's. Say why in a
 * ``SAFETY:`` comment.
 *
 * Return: ``struct tag_result``.
 */
#define own_unsafe_result(tag, pointer)	__##tag##_result(pointer)

/**
 * own_unsafe_into() - give up an owner for a raw pointer
 * @owner: the owner, known to hold an object and not borrowed
 *
 * Unsafe: nothing drops the object any more. Say who does in a ``SAFETY:``
 * comment.
 *
 * Return: The pointer.
 *
 * Rust: ``Box::into_raw()``.
 */
#define own_unsafe_into(owner)	__own_take(owner)

#endif /* OWN_BOX_H */
