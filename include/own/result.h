/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_RESULT_H
#define OWN_RESULT_H

/**
 * DOC: A value or an errno
 *
 * A C function that can fail returns an int and puts its value somewhere else, or
 * hides an errno in the value. Either way the value can be read without looking
 * at the errno. A result is both in one type, and the compiler asks for the test:
 *
 * .. code-block:: c
 *
 *	DEFINE_OWN_RESULT(level_result, u32);
 *
 *	static struct level_result level_of(const char *name)
 *	{
 *		u32 level;
 *		int err = kstrtou32(name, 0, &level);
 *
 *		if (err)
 *			return own_fail(level_result, err);
 *		return level_result_ok(level);
 *	}
 *
 *	own_result(level_result, level, level_of(name));
 *
 *	if (own_none(level))
 *		return own_err(level);
 *	set_level(own_value(level));
 *
 * own_none() and own_err() are those of box.h. own_value() without the test does
 * not compile, nor does a call of level_of() that drops the result, unless a cast to
 * void says that it is meant.
 *
 * A pointer that may be an ERR_PTR() or %NULL becomes a result with
 * DEFINE_OWN_RESULT_PTR(). It is borrowed from somebody; for pointers that the
 * caller owns see box.h.
 *
 * What it costs: where the function is inlined, what an errno and a value cost, give
 * or take a few instructions (tests/cost/result.c). Otherwise a result of a value up to
 * 64 bits comes back in registers on 64-bit machines, as the errno and the value.
 *
 * What it cannot prevent: a result that is kept in a variable and never tested
 * is no more than an unused variable.
 *
 * When not to use it: where there is no value. ``int __must_check`` is right
 * there, and ignoring it is an error in files that use this library.
 *
 * Rust: ``Result<T>`` with ``T: Copy``; E0308 for a value that was not matched.
 */

#include <own/box.h>
#if __OWN_QUIET_MACROS
#pragma GCC system_header
#endif

/**
 * DEFINE_OWN_RESULT() - define a type that holds a value or an errno
 * @tag: name of the type, by custom ``WHAT_result``
 * @type: type of the value; not an array
 *
 * Defines ``struct tag``, what own_result() needs, and::
 *
 *	struct tag tag_ok(type value);
 *
 * The other constructor is own_fail(); an errno of 0 becomes %-ENOENT there.
 */
#define DEFINE_OWN_RESULT(tag, type)					\
struct __own_must_use tag {						\
	type const __value __own_private;				\
	const int __error __own_private;				\
} __designated_init;							\
struct tag##_record {							\
	type __value;							\
	int __error;	/* 0: holds a value; as in an owner, for own_none() */ \
	bool __asked, __doubted;	/* as there */			\
};									\
union __##tag##_raw {							\
	struct tag result;						\
	struct { type value; int error; };				\
};									\
static __always_inline __maybe_unused struct tag tag##_ok(type value)	\
{									\
	return (union __##tag##_raw){ .value = value }.result;		\
}									\
static __always_inline __maybe_unused struct tag			\
__##tag##_result(const void *error)					\
{									\
	return (union __##tag##_raw){ .error = PTR_ERR(error) ?: -ENOENT }.result; \
}									\
static __always_inline __maybe_unused struct tag##_record		\
__##tag##_record(struct tag result)					\
{									\
	union __##tag##_raw u = { .result = result };			\
									\
	own_assume(u.error <= 0);					\
	return (struct tag##_record){					\
		.__value = u.value,					\
		.__error = u.error,					\
	};								\
}									\
_Static_assert(sizeof(struct tag) >= sizeof(int), #tag)

/**
 * DEFINE_OWN_RESULT_PTR() - define a type that holds a borrowed pointer or an errno
 * @tag: name of the type, by custom ``WHAT_result``
 * @type: type of the object
 *
 * Defines ``struct tag``, as wide as a pointer, what own_result() needs, and::
 *
 *	struct tag tag_from(type *pointer);
 *
 * which adopts what a kernel function returned: a pointer, an ERR_PTR(), or %NULL
 * for %-ENOENT, as in
 *
 * .. code-block:: c
 *
 *	DEFINE_OWN_RESULT_PTR(found_parcel, struct parcel);
 *
 *	own_result(found_parcel, parcel, found_parcel_from(xa_load(&parcels, id)));
 *
 * Whose the object is and how long it lives, nobody checks.
 */
#define DEFINE_OWN_RESULT_PTR(tag, type)					\
struct __own_must_use tag {						\
	type *const __value __own_private;				\
} __designated_init;							\
struct tag##_record {							\
	type *__value;							\
	int __error;							\
	bool __asked, __doubted;	/* as there */			\
};									\
static __always_inline __maybe_unused struct tag tag##_from(type *pointer) \
{									\
	union { type *pointer; struct tag result; } u = { .pointer = pointer }; \
									\
	return u.result;						\
}									\
static __always_inline __maybe_unused struct tag			\
__##tag##_result(const void *error)					\
{									\
	return tag##_from((type *)error);				\
}									\
static __always_inline __maybe_unused struct tag##_record		\
__##tag##_record(struct tag result)					\
{									\
	union { struct tag result; type *pointer; } u = { .result = result }; \
	type *pointer = u.pointer ?: ERR_PTR(-ENOENT);			\
									\
	return (struct tag##_record){					\
		.__value = pointer,					\
		.__error = __own_error_of(pointer),			\
	};								\
}									\
_Static_assert(sizeof(struct tag) == sizeof(void *), #tag)

/**
 * own_result() - declare a variable that holds a result
 * @tag: what DEFINE_OWN_RESULT() or DEFINE_OWN_RESULT_PTR() defined
 * @name: name of the variable
 * @init: a ``struct tag``, usually a call
 *
 * Test it with own_none() or own_err() before own_value().
 *
 * Context: Any. This is a declaration.
 */
#define own_result(tag, name, init)					\
	struct tag##_record name = __##tag##_record(init)

/**
 * own_value() - the value of a result
 * @name: a variable that own_result() declared, known to hold a value
 *
 * Context: Any.
 * Return: The value.
 *
 * Rust: what ``Ok(value)`` binds; E0308 without the match.
 */
#define own_value(name)							\
({									\
	own_prove_path(!(name).__asked && !(name).__doubted, !(name).__error, \
		       value_without_test,				\
		  "own: the value of '" #name "' is used here, but on some path it is an errno, or was not tested with own_none() (like Rust E0308)", (name).__doubted = true); \
	(name).__value;							\
})

#endif /* OWN_RESULT_H */
