/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_BOX_H
#define OWN_BOX_H

/**
 * DOC: One owner
 *
 * An object on the heap has one owner: the variable, the member or the queue
 * that must hand it on or drop it. In plain C that is a comment. Here it is a
 * type, and a variable of that type is followed by the compiler:
 *
 * .. code-block:: c
 *
 *	DEFINE_OWN(parcel_own, struct parcel, OWN_KVMALLOC);
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
 * These types carry ownership across functions and in structures. Each is one
 * pointer wide (the third is two words), and naming what is in one is an error:
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
 *	one; functions swap and take what it holds (slot.h).
 *
 * Inside a function, an owner is a variable declared with own_auto() (dropped
 * at the end of its scope) or own_linear() (must be handed on, on every path).
 * The compiler follows it: using it before own_none() was asked, using it after
 * own_take(), taking it twice, taking it while something borrows it is an error at that
 * line, or a warning where the compiler is not sure (prove.h). Losing it is a warning at
 * the line of own_linear().
 *
 * What it costs: what the same costs by hand, give or take a few instructions. ``make
 * cost`` compares functions, instruction by instruction; each difference stands in
 * tests/cost/box.c with its reason.
 *
 * What it cannot prevent: a raw pointer obtained from own_use() or own_mut() and
 * kept in a variable is not followed; use own_borrow() for anything longer than
 * one expression (``make analyze`` reports most of the others). A value that no
 * owner was made of, such as a parameter that is not looked at, is lost without a
 * word. A cast can forge anything. Documentation/limits.rst has the rest.
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

/*
 * Throwing away an owner or a result is the leak that types can see. It is an
 * error in every mode: it does not depend on the optimiser.
 */
#ifdef __clang__
#pragma clang diagnostic error "-Wunused-value"
#pragma clang diagnostic error "-Wincompatible-pointer-types-discards-qualifiers"
#else
#pragma GCC diagnostic error "-Wunused-result"
/* What is lent to look at is const, and stays so. */
#pragma GCC diagnostic error "-Wdiscarded-qualifiers"
/* A goto or a case that jumps over an owner would end it though it never began. */
#pragma GCC diagnostic error "-Wjump-misses-init"
#endif

/*
 * ERR_PTR() and IS_ERR() are functions, and each that is inlined for an owner costs time to
 * compile. clang and own-check follow less behind the comparison alone.
 */
#define __own_errno_object(error)	((void *)(long)(error))
#if defined(__clang__) || defined(OWN_CHECK)
# define __own_is_errno(pointer)	IS_ERR(pointer)
#else
# define __own_is_errno(pointer)	IS_ERR_VALUE(pointer)
#endif

/*
 * The errno in a pointer, or 0. That an errno is not 0 when only its low half is
 * kept is a thing that compilers have to be told.
 */
static __always_inline int __own_error_of(const void *pointer)
{
	int error = 0;

	if (__own_is_errno(pointer)) {
		error = (long)pointer;
		own_assume(error < 0);
	}
	return error;
}

/*
 * To use an owner that began empty and was given nothing is an error with gcc. clang goes
 * down a way that a condition rules out, and would call it sure what it sees there.
 */
#ifdef __clang__
# define __OWN_EMPTY_IS_ASKED	true
#else
# define __OWN_EMPTY_IS_ASKED	false
#endif

/*
 * The record behind a local owner. Compilers print its name where an owner is used as the
 * pointer that it is not: p->len, p == NULL, f(p), return p.
 */
#define __own_owner(tag)	struct tag##_owner__needs_own_none_own_use_or_own_take

/* What is known of an owner, or of what is used like one. None of it exists at run time. */
#define __own_state							\
	long __borrows;	/* n: n shared borrows, -1: borrowed mut */	\
	int __error __own_role(error);	/* 0: holds an object */	\
	bool __asked __own_role(asked);	/* own_none() was, or need not be */ \
	bool __doubted;	/* one of these may be otherwise */

/*
 * The crossing types of @tag and the record behind a local owner. The object
 * pointer is private so that a value cannot be made from a pointer; the library
 * itself goes through a union. What has a const member cannot be assigned to, nor
 * can a structure that contains it.
 *
 * The arrays of no elements take no room. They let a macro find the other types
 * of the family from a variable, so that only declarations name the type.
 */
#define __own_family(tag, type, shared_type, mut_type, unique)		\
struct __own_must_use tag {						\
	type *const __object __own_private;				\
} __designated_init __own_role(crossing);				\
struct __own_must_use tag##_result {					\
	type *const __object __own_private;				\
} __designated_init __own_role(crossing);				\
struct __own_must_use tag##_rest {					\
	type *const __object __own_private;				\
	const long __error __own_private;				\
} __designated_init __own_role(crossing);				\
__own_owner(tag) {							\
	type *__object __own_role(object);	/* or __error as an ERR_PTR() */ \
	__own_state							\
	/* own_take() calls it: only what a call returns may not be ignored. */ \
	struct tag (*__make)(type *object);		\
	const void *__symbol;	/* of a linear owner, see own_linear() */ \
	shared_type *__shared[0];					\
	struct tag __value[0];						\
	struct tag##_result __result[0];				\
	struct tag##_rest __rest[0];					\
	const struct { } __not_assignable;				\
	unique								\
} __own_role(owner);							\
static __always_inline type *__##tag##_object(struct tag value)		\
{									\
	union { struct tag value; type *object; } u = { .value = value }; \
									\
	own_assume(u.object);						\
	return u.object;						\
}									\
static inline __own_role(value) struct tag __##tag##_value(type *object) \
{									\
	union { type *object; struct tag value; } u = { .object = object }; \
									\
	return u.value;							\
}									\
static __always_inline struct tag##_result __##tag##_result(type *object) \
{									\
	/* Not NULL: who gets it tests for one thing. */		\
	union { type *object; struct tag##_result result; } u =		\
		{ .object = object ?: ERR_PTR(-ENOENT) };		\
									\
	return u.result;						\
}									\
static __always_inline __own_role(begin) __own_owner(tag)		\
__##tag##_from_value(struct tag value)					\
{									\
	return (__own_owner(tag)){					\
		.__object = __##tag##_object(value),			\
		.__make = __##tag##_value,				\
		.__asked = true,					\
	};								\
}									\
static __always_inline __own_owner(tag)				\
__##tag##_from_result(struct tag##_result result)			\
{									\
	union { struct tag##_result result; type *object; } u =		\
		{ .result = result };					\
									\
	own_assume(u.object);						\
	return (__own_owner(tag)){					\
		.__object = u.object,					\
		.__error = __own_error_of(u.object),			\
		.__make = __##tag##_value,				\
	};								\
}									\
static __always_inline __maybe_unused __own_owner(tag)			\
__##tag##_nothing(void)							\
{									\
	return (__own_owner(tag)){					\
		.__object = __own_errno_object(-ENOENT),		\
		.__error = -ENOENT,					\
		.__make = __##tag##_value,				\
		.__asked = __OWN_EMPTY_IS_ASKED,			\
	};								\
}									\
static __always_inline __own_role(leave) __maybe_unused void		\
__##tag##_linear_end(const __own_owner(tag) *owner)			\
	__own_withdraws(owner->__object)				\
{									\
	if (!owner->__error)						\
		__own_linear_is_lost(owner->__symbol);			\
}									\
__own_slots(tag, type, shared_type, mut_type);

#define __own_auto_end(tag)						\
static __always_inline __own_role(drop_at_end) void			\
__##tag##_auto_end(const __own_owner(tag) *owner)			\
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

#define __own_begin(tag, ...)						\
	__own_cat(__own_begin_, __own_count(__VA_ARGS__))(tag, ##__VA_ARGS__)
#define __own_begin_none(tag)		__##tag##_nothing()
#define __own_begin_some(tag, init)	__own_from(tag, init)

/**
 * own_auto() - declare an owner that is dropped at the end of its scope
 * @tag: what DEFINE_OWN() or DEFINE_OWN_REF() defined
 * @name: name of the owner
 * @...: a ``struct tag`` (taken, or a parameter), a ``struct tag_result``, or nothing
 *
 * Starting from a ``struct tag_result`` the owner may be empty, and must be
 * tested with own_none() before anything else. Starting from a ``struct tag`` it
 * is known to hold the object. Starting from nothing it is known to be empty, for
 * own_refill() to give it something later.
 *
 * Context: That of the drop function. This is a declaration: directly behind a label
 * sparse does not understand it.
 */
#define own_auto(tag, name, ...)					\
	__own_owner(tag) name __cleanup(__##tag##_auto_end) = __own_begin(tag, ##__VA_ARGS__)

/**
 * own_linear() - declare an owner that must be handed on, on every path
 * @tag: what DEFINE_OWN() or DEFINE_OWN_REF() defined
 * @name: name of the owner
 * @...: as for own_auto()
 *
 * Like own_auto(), but to reach the end of the scope with the object still owned is a
 * warning, and an error with ``-DOWN_PROVE=error``. For what must not get lost, such as a
 * message in transit: an automatic owner would drop it without a word on a forgotten
 * path. gcc reports the line of this declaration, clang its number in the message; to
 * find the path, put own_empty() before the returns that you suspect.
 *
 * Rust has no counterpart: leaking is safe there.
 *
 * Context: Any.
 */
#define own_linear(tag, name, ...)					\
	__own_owner(tag) name __cleanup(__##tag##_linear_end) = __own_begin(tag, ##__VA_ARGS__) \
	__own_named_linear(name)

/*
 * The end of a linear owner, after which it must be empty. All ways out of the scope
 * meet there, so that no compiler is sure of it. It is told a symbol that names the
 * variable: to gcc a function that must not be called; to clang, which says nothing of a
 * call through a pointer, words for the assembler.
 */
#define __own_linear_symbol(name, line)					\
	__own_cat(__own_cat(name, _declared_in_line_), line)

#if __OWN_PROVE_MODE < 0 || defined(WARN_CONTEXT_ANALYSIS)
# define __own_named_linear(name)
# define __own_linear_is_lost(symbol)	do { } while (0)
#else
# ifdef __clang__
#  define __own_linear_declare(symbol, name)	extern const char symbol
#  if __OWN_PROVE_MODE == 3
#   define __own_linear_is_lost(symbol)					\
	asm volatile(".error \"" __own_linear_message("%c0") "\"" : : "i" (symbol))
#  elif __OWN_PROVE_MODE
#   define __own_linear_is_lost(symbol)	__own_warn_of_linear(symbol)
#  else
#   define __own_linear_is_lost(symbol)	__own_unproved()
#  endif
# else
#  if __OWN_PROVE_MODE == 3
#   define __own_linear_declare(symbol, name)				\
	__own_stopping(symbol, __own_linear_message(name))
#   define __own_linear_is_lost(symbol)	__own_call((void (*)(void))(symbol))
#  else
#   define __own_linear_declare(symbol, name)				\
	__own_telling(symbol, __own_linear_message(name))
#   define __own_linear_is_lost(symbol)					\
	do {								\
		__own_unproved_label(symbol);				\
		__own_call((void (*)(void))(symbol));			\
	} while (0)
#  endif
# endif

# define __own_named_linear(name)					\
	; __own_linear_declare(__own_linear_symbol(name, __LINE__), #name); \
	name.__symbol = (const void *)&__own_linear_symbol(name, __LINE__)
#endif

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
#define own_none(owner)							\
({									\
	(owner).__asked = true;						\
	(owner).__error != 0;						\
})

/**
 * own_err() - why an owner is empty
 * @owner: the owner
 *
 * Return: 0 if @owner holds an object, otherwise the errno it was given:
 * %-ENOENT if the result was empty without one (an unset member, an empty queue),
 * or if the object was taken. ``int err = own_err(p); if (err) ...`` is a test as
 * good as own_none().
 */
#define own_err(owner)							\
({									\
	int __own_why = 0;						\
									\
	__own_tell_why((owner).__error);				\
	(owner).__asked = true;						\
	if (unlikely((owner).__error != 0))				\
		__own_why = (owner).__error > 0 ? -ENOENT : (owner).__error; \
	__own_why;							\
})

/* Why an owner is empty from which the object was taken: no errno. */
#define __OWN_TAKEN	1

#define __own_prove_owner(owner, wrong, condition, rule, message)	\
	own_prove_path(__own_and(wrong, !(owner).__doubted), condition, rule, message, \
		       (owner).__doubted = true)

/* Not in the words of own_none(): of two compares that are the same clang keeps one. */
#define __own_prove_held(owner)						\
	do {								\
		__own_prove_owner(owner, (owner).__error == __OWN_TAKEN, (owner).__error <= 0, used_after_take, \
				  "own: '" #owner "' is used here, but on some path it was taken or dropped before (like Rust E0382)"); \
		__own_prove_owner(owner, !(owner).__asked, (owner).__error >= 0, used_without_test, \
				  "own: '" #owner "' is used here, but on some path own_none() was not asked whether it holds anything, or said that it does not (like Rust E0599)"); \
	} while (0)

/*
 * A macro that keeps what its argument points to for the rest of the scope, such as
 * own_guard(), evaluates it where this name is a variable. Then own_use() and
 * own_mut() borrow their owner for as long. (Two of them, for an index.)
 */
enum { __own_keeper };
struct __own_kept { long *first, *second; };

static __always_inline void __own_keep_for(struct __own_kept *kept, long *borrows)
{
	++*borrows;
	/* No array and no branch: gcc has to see early which one it is, to follow the owner. */
	kept->second = kept->first;
	kept->first = borrows;
}

static __always_inline __own_role(end) void __own_kept_end(const struct __own_kept *kept)
{
	if (kept->second)
		--*kept->second;
	if (kept->first)
		--*kept->first;
}

#define __own_keeping(name)						\
	const struct __own_kept __own_kept_##name __cleanup(__own_kept_end) __maybe_unused = { }
#define __own_kept(name, expression)					\
({									\
	struct __own_kept *const __own_keeper __maybe_unused =		\
		(struct __own_kept *)&__own_kept_##name;		\
									\
	(expression);							\
})

#ifdef __CHECKER__
# define __own_keep(owner)	((void)0)
#else
# define __own_keep(owner)						\
	__builtin_choose_expr(__builtin_types_compatible_p(typeof(__own_keeper), int), (void)0, \
		__own_keep_for((struct __own_kept *)(unsigned long)__own_keeper, &(owner).__borrows))
#endif

/**
 * own_use() - look into an owned object for the length of an expression
 * @owner: the owner, known to hold an object
 *
 * Return: A pointer to the object; to const for a unique owner. Do not keep it:
 * it is good until @owner is next taken or dropped, and the compiler does not
 * notice. (``make analyze`` does, in the function.) own_borrow() gives one to keep.
 *
 * Rust: ``&*owner``; E0382 if it was moved, E0502 if it is borrowed mut.
 */
#define own_use(owner)							\
({									\
	__own_prove_held(owner);					\
	own_prove((owner).__borrows >= 0, used_while_borrowed_mut,	\
		  "own: '" #owner "' is used here while it is borrowed mut; use the borrow (like Rust E0502)"); \
	__own_keep(owner);						\
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
	__own_keep(owner);						\
	__own_permit((owner).__object);					\
	(owner).__object;						\
})

#define __own_clear(owner)						\
	do {								\
		(owner).__object = __own_errno_object(-ENOENT);		\
		(owner).__error = __OWN_TAKEN;				\
	} while (0)

/* Proves that the owner may be moved, empties it and yields the pointer. */
#define __own_take(owner)						\
({									\
	typeof((owner).__object) __own_object __own_role(moved) = (owner).__object; \
									\
	__own_prove_owner(owner, (owner).__error == __OWN_TAKEN, (owner).__error <= 0, taken_twice, \
				  "own: '" #owner "' is taken or dropped here, but on some path it was taken or dropped before (like Rust E0382)"); \
	__own_prove_owner(owner, !(owner).__asked, (owner).__error >= 0, taken_without_test, \
				  "own: '" #owner "' is taken or dropped here, but on some path own_none() was not asked whether it holds anything, or said that it does not (like Rust E0599)"); \
	own_prove((owner).__borrows == 0, taken_while_borrowed,		\
		  "own: '" #owner "' is taken or dropped here while it is borrowed; end the borrow's scope first (like Rust E0505)"); \
	__own_withdraw((owner).__object);				\
	__own_clear(owner);						\
	__own_object;							\
})

/* What the record of something lent has instead of the types of an owner. */
#define __own_not_to_take						\
	void (*__make)(const void *object) __own_refuse("own: this is lent to you and not yours to take"); \
	struct { } __result[0] __own_refuse("own: this is lent to you and not yours to take"); \
	struct { } __rest[0] __own_refuse("own: this is lent to you and not yours to take");
#define __own_lent							\
	__own_not_to_take						\
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
 * go somewhere: to a function that takes it, or into another owner. Throwing it away
 * does not compile, unless a cast to void says that it is meant.
 *
 * Return: ``struct tag``.
 *
 * Rust: a move; E0382, E0505.
 */
/* The call begins with what the user wrote: in a macro of a system header gcc says nothing. */
#define own_take(owner)	owner.__make(__own_take(owner))

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
	typeof((owner).__object) __own_held __own_role(moved) = (owner).__object; \
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
 * @tag: what DEFINE_OWN() or DEFINE_OWN_REF() defined
 * @error: negative errno; a constant that is none does not compile
 *
 * Return: ``struct tag_result``.
 *
 * Rust: ``Err(error)``.
 */
#define own_fail(tag, error)						\
({									\
	__own_check_errno(error);					\
	__##tag##_result(ERR_PTR(error));			\
})

/* A unique owner and a reference of one object hold the same type of pointer. */
#define __own_check_tag(tag, owner)					\
	_Static_assert(__builtin_types_compatible_p(typeof(owner), __own_owner(tag)), \
		       "own: " #owner " was not declared with " #tag)

/**
 * own_drop() - end an object's life before the end of the scope
 * @tag: what DEFINE_OWN() or DEFINE_OWN_REF() defined
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
	own_prove_path(!(owner).__error && !(owner).__doubted, (owner).__error, owner_is_not_empty, \
		  "own: '" #owner "' may still hold an object here", )

/**
 * own_refill() - give an empty owner a new result
 * @tag: what DEFINE_OWN() or DEFINE_OWN_REF() defined
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
	__own_owner(tag) __own_new = __own_from(tag, init);		\
									\
	__own_check_tag(tag, owner);					\
	own_prove_path(!(owner).__error && !(owner).__doubted, (owner).__error, refilled_while_full, \
		  "own: '" #owner "' is refilled here, but on some path it still holds an object, which would be lost", ); \
	(owner).__object = __own_new.__object;				\
	(owner).__error = __own_new.__error;				\
	own_err(owner);							\
})

/**
 * own_accepted() - say that a conditional transfer took the object
 * @tag: what DEFINE_OWN() or DEFINE_OWN_REF() defined
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
	own_prove_path(!(owner).__error && !(owner).__doubted, (owner).__error, refilled_while_full, \
		  "own: '" #owner "' still holds an object here, so it cannot take one back", ); \
	int __own_error = __own_r.raw.code;				\
									\
	if (unlikely(__own_error)) {					\
		(owner).__object = __own_r.raw.object;			\
		(owner).__error = 0;					\
		(owner).__asked = true;					\
	}								\
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

#include <own/alloc.h>
#include <own/slot.h>

#endif /* OWN_BOX_H */
