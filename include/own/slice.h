/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_SLICE_H
#define OWN_SLICE_H

/**
 * DOC: A pointer that knows its length
 *
 * An out-of-bounds access needs a pointer and an index that nobody compared with
 * anything. A slice is the pointer and its length in one value, and gives an element
 * in two ways: proved, where the compiler knows that the index is smaller
 * than the length, and checked, where the caller must look at the answer. (Loops over
 * all of it need neither.)
 *
 * .. code-block:: c
 *
 *	static u32 sum(struct own_bytes bytes)
 *	{
 *		u32 total = 0;
 *
 *		for (size_t i = 0; i < own_slice_len(bytes); i++)
 *			total += own_slice_at(bytes, i);		// proved
 *		return total;
 *	}
 *
 *	own_result(own_bytes_result, record, own_bytes_sub(payload, offset, length)); // checked
 *
 *	if (own_none(record))
 *		return own_err(record);
 *	use(own_value(record));
 *
 * ``struct own_bytes`` and ``struct own_bytes_mut`` hold bytes, to read and to write.
 * DEFINE_OWN_SLICE() defines the two for any other type of element. Slices are two
 * words, passed by value in registers.
 *
 * A checked index is usually one that user space chose, so the checked forms also
 * clamp it against speculation (array_index_nospec()), as careful kernel code
 * does and Rust does not. A constant is not clamped. Offsets and lengths are
 * compared without adding them, so no sum can wrap.
 *
 * A message that came from outside is parsed with a cursor, which takes numbers,
 * parts and records that carry their length off the front of a slice
 * (struct own_cursor).
 *
 * own_slice_borrow() makes a slice of the data of an owner, and freezes the owner
 * for as long as the slice is in scope. A slice of a slice is never longer.
 *
 * What it costs: what a pointer and a length with the same checks cost, give or take a
 * few instructions (tests/cost/slice.c). A proved access has no check.
 *
 * What it cannot prevent: a slice is a value, and a copy of it that is returned
 * or stored lives on after what it points into; only the scope of
 * own_slice_borrow() is checked. The count of a flexible array is believed, and so is
 * one that somebody else can write while it is looked at, as in shared memory: copy
 * it first, and compare the copy. own_slice_at() does not clamp, so do not use it with
 * an index from user space that was only compared.
 *
 * If the compiler does not see that an index is good: copy the index (and the
 * slice, if it is a member) to a local variable and test the local. gcc 12 does
 * not understand loops that count down (use own_slice_for_each_reverse()), a bound
 * that is a difference (look at the neighbour ``i - 1``, not ``i + 1``), and that a
 * half is less than the whole (use ``tag_get()``).
 *
 * When arithmetic is needed before there is a slice, the kernel has it already:
 * check_add_overflow(), check_mul_overflow() and their kin are ``__must_check``,
 * and ignoring one is an error in files that use this library. size_add() and
 * struct_size() saturate. There are no own names for these.
 *
 * Rust: ``&[T]`` and ``&mut [T]``; ``slice[i]`` is checked there when it runs and
 * proved here when it is built, ``slice.get(i)`` is the same in both.
 */

#include <own/result.h>
#if __OWN_QUIET_MACROS
#pragma GCC system_header
#endif

#include <linux/nospec.h>
#include <linux/string.h>
#include <linux/unaligned.h>

/* What every slice is made of; the members of the types themselves are private. */
struct __own_slice_raw {
	void *data;
	size_t length;
};

#define __own_slice_raw(slice)						\
	(((union { typeof(slice) value; struct __own_slice_raw raw; })		\
	  { .value = (slice) }).raw)

/* A compared index, clamped unless it is a constant that nobody chose. */
static __always_inline size_t __own_slice_clamp(size_t index, size_t size)
{
	return __builtin_constant_p(index) ? index : array_index_nospec(index, size);
}

/* The parts may overlap: an own_bytes_mut and a slice of it can be in use together. */
static __always_inline void __own_slice_move(void *to, const void *from, size_t size)
{
	memmove(to, from, size);
}

static __always_inline bool __own_slice_fits(size_t offset, size_t count, size_t length)
{
	return offset <= length && count <= length - offset;
}

/* One of the two slice types of @tag; @access is const or nothing. */
#define __own_slice(tag, access, type)					\
struct tag {								\
	access type *__data __own_private;				\
	size_t __length __own_private;					\
	access type *__item[0];						\
} __designated_init;							\
DEFINE_OWN_RESULT(tag##_result, struct tag);				\
DEFINE_OWN_RESULT(tag##_item, access type *);				\
struct tag##_halves { struct tag first, second; };			\
DEFINE_OWN_RESULT(tag##_split_result, struct tag##_halves);			\
static __always_inline struct tag					\
__##tag##_make(access type *data, size_t length)			\
{									\
	union {								\
		struct __own_slice_raw raw;					\
		struct tag slice;					\
	} u = { .raw = { (void *)data, length } };			\
									\
	return u.slice;							\
}									\
static __always_inline __maybe_unused struct tag##_item			\
tag##_get(struct tag slice, size_t index)				\
{									\
	struct __own_slice_raw raw = __own_slice_raw(slice);			\
	access type *data = raw.data;					\
									\
	if (index >= raw.length)					\
		return own_fail(tag##_item, -ERANGE);			\
	return tag##_item_ok(&data[__own_slice_clamp(index, raw.length)]);	\
}									\
static __always_inline __maybe_unused struct tag##_result		\
tag##_sub(struct tag slice, size_t offset, size_t count)		\
{									\
	struct __own_slice_raw raw = __own_slice_raw(slice);			\
	access type *data = raw.data;					\
									\
	if (!__own_slice_fits(offset, count, raw.length))		\
		return own_fail(tag##_result, -ERANGE);			\
	offset = __own_slice_clamp(offset, raw.length + 1);			\
	count = __own_slice_clamp(count, raw.length - offset + 1);		\
	return tag##_result_ok(__##tag##_make(data + offset, count));	\
}									\
static __always_inline __maybe_unused struct tag##_split_result		\
tag##_split(struct tag slice, size_t at)				\
{									\
	struct __own_slice_raw raw = __own_slice_raw(slice);			\
	access type *data = raw.data;					\
									\
	if (at > raw.length)						\
		return own_fail(tag##_split_result, -ERANGE);		\
	at = __own_slice_clamp(at, raw.length + 1);				\
	return tag##_split_result_ok((struct tag##_halves){		\
		.first = __##tag##_make(data, at),			\
		.second = __##tag##_make(data + at, raw.length - at),	\
	});								\
}

/**
 * DEFINE_OWN_SLICE() - define the slices of a type of element
 * @tag: name of the read-only slice, by custom ``ELEMENT_slice``
 * @type: type of the elements
 *
 * Defines ``struct tag`` to read and ``struct tag_mut`` to write, and::
 *
 *	struct tag_item tag_get(struct tag slice, size_t index);
 *	struct tag_result tag_sub(struct tag slice, size_t offset, size_t count);
 *	struct tag_split_result tag_split(struct tag slice, size_t at);
 *	int tag_copy(struct tag_mut to, struct tag from);
 *	struct tag tag_const(struct tag_mut slice);
 *	struct own_bytes tag_bytes(struct tag slice);
 *	struct own_bytes_mut tag_mut_bytes(struct tag_mut slice);
 *
 * and the first three again as ``tag_mut_get()``, ``tag_mut_sub()`` and
 * ``tag_mut_split()`` for the writable slice. The results are those of result.h:
 * declare one with own_result(), test it with own_none(), then own_value() is a
 * pointer to the element, the part, or the two parts ``first`` and ``second``.
 * Out of range is %-ERANGE, and nothing is changed. Offsets and counts are in
 * elements. ``tag_copy()`` copies all of @from to the start of @to; the two may
 * overlap; 0, or %-ERANGE if @from is longer.
 *
 * ``tag_bytes()`` does not compile with gcc if the elements have padding: it would
 * show what was in memory before. clang cannot tell.
 *
 * Context: Any.
 */
#define DEFINE_OWN_SLICE(tag, type)						\
__own_slice(tag, const, type)						\
__own_slice(tag##_mut, , type)						\
static __always_inline __maybe_unused struct tag			\
tag##_const(struct tag##_mut slice)					\
{									\
	return __##tag##_make(__own_slice_raw(slice).data, __own_slice_raw(slice).length); \
}									\
static __always_inline __maybe_unused int __must_check			\
tag##_copy(struct tag##_mut to, struct tag from)			\
{									\
	struct __own_slice_raw target = __own_slice_raw(to);			\
	struct __own_slice_raw source = __own_slice_raw(from);			\
									\
	if (source.length > target.length)				\
		return -ERANGE;						\
	__own_slice_move(target.data, source.data, source.length * sizeof(type)); \
	return 0;							\
}									\
static __always_inline __maybe_unused struct own_bytes			\
tag##_bytes(struct tag slice)						\
{									\
	own_prove(__own_without_padding(type), elements_have_padding,	\
		  "own: '" #type "' has padding, whose bytes would be shown; name it as members and set it"); \
	return __own_bytes_make(__own_slice_raw(slice).data,			\
			    __own_slice_raw(slice).length * sizeof(type));	\
}									\
static __always_inline __maybe_unused struct own_bytes_mut			\
tag##_mut_bytes(struct tag##_mut slice)					\
{									\
	return __own_bytes_mut_make(__own_slice_raw(slice).data,		\
				__own_slice_raw(slice).length * sizeof(type)); \
}									\
_Static_assert(sizeof(struct tag) == 2 * sizeof(void *), #tag)

/*
 * A value of all ones, with its padding cleared, is still all ones if there is none.
 * There is no branch in it up to 64 words, because a kernel with gcov counts each one, and
 * what is counted does not fold.
 */
#if __has_builtin(__builtin_clear_padding) && !defined(__CHECKER__)
#define __own_cleared(u, at)						\
	((at) < (sizeof((u).words) / sizeof(long)) ? ~(u).words[(at) < (sizeof((u).words) / sizeof(long)) ? (at) : 0] : 0)
#define __own_cleared_4(u, at)						\
	(__own_cleared(u, at) | __own_cleared(u, (at) + 1) |		\
	 __own_cleared(u, (at) + 2) | __own_cleared(u, (at) + 3))
#define __own_cleared_16(u, at)						\
	(__own_cleared_4(u, at) | __own_cleared_4(u, (at) + 4) |	\
	 __own_cleared_4(u, (at) + 8) | __own_cleared_4(u, (at) + 12))
#define __own_without_padding(type)					\
({									\
	union {								\
		type value;						\
		unsigned long words[DIV_ROUND_UP(sizeof(type), sizeof(long))]; \
	} __own_ones;							\
	unsigned long __own_clear;					\
									\
	__builtin_memset(&__own_ones, 0xff, sizeof(__own_ones));	\
	__builtin_clear_padding(&__own_ones.value);			\
	__own_clear = __own_cleared_16(__own_ones, 0) | __own_cleared_16(__own_ones, 16) | \
		      __own_cleared_16(__own_ones, 32) | __own_cleared_16(__own_ones, 48); \
	_Pragma("GCC unroll 65534")					\
	for (size_t __own_word = 64;					\
	     __own_word < sizeof(__own_ones.words) / sizeof(long); __own_word++) \
		__own_clear |= ~__own_ones.words[__own_word];		\
	!__own_clear;							\
})
#else
#define __own_without_padding(type)	true
#endif

DEFINE_OWN_SLICE(own_bytes, u8);

/**
 * own_slice_len() - number of elements of a slice
 * @slice: any slice; evaluated once
 *
 * Context: Any.
 */
#define own_slice_len(slice)	(__own_slice_raw(slice).length + 0)

/**
 * own_slice_at() - the element of a slice at an index that is known to be good
 * @slice: any slice; evaluated once
 * @index: known at compile time to be less than own_slice_len(); evaluated once
 *
 * Does not compile without that knowledge. It comes from a loop condition, a
 * mask, or a test of the same variables; for an index that user space chose use
 * ``tag_get()``, which clamps it.
 *
 * Context: Any.
 * Return: The element, an lvalue; const for a read-only slice.
 *
 * Rust: ``slice[index]``, which panics; E0594 for a write through ``&[T]``.
 */
#define own_slice_at(slice, index)						\
(*({									\
	const size_t __own_index = (index);				\
	const typeof(slice) __own_slice = (slice);			\
	/* Each by itself: of a copy of both gcc 15 does not know the length. */ \
	void *const __own_data = __own_slice_raw(__own_slice).data;	\
	const size_t __own_length = __own_slice_raw(__own_slice).length; \
									\
	own_prove_gcc(__own_index < __own_length, index_is_not_proved,	\
		  "own: '" #index "' is not proved to be less than own_slice_len(" #slice "); copy both to locals and test them, or use the checked _get()"); \
	&((__own_slice_item(__own_slice))__own_data)[__own_index];	\
}))

/* ARRAY_SIZE() with a message of its own. */
#define __own_array_size(array)						\
({									\
	_Static_assert(!__builtin_types_compatible_p(typeof(array), typeof(&(array)[0])), \
		      "own: this is a pointer, which does not know its length; an array is needed here"); \
	(sizeof(array) + 0) / sizeof((array)[0]);			\
})

/**
 * own_at() - the element of an array at an index that is known to be good
 * @array: an array, not a pointer
 * @index: known at compile time to be less than ARRAY_SIZE(); evaluated once
 *
 * own_slice_at() for plain arrays. Does not compile without that knowledge.
 *
 * Context: Any.
 * Return: The element, an lvalue.
 */
#define own_at(array, index)						\
(*({									\
	const size_t __own_index = (index);				\
									\
	own_prove_gcc(__own_index < __own_array_size(array), index_is_not_proved,	\
		  "own: '" #index "' is not proved to be less than ARRAY_SIZE(" #array "); copy it to a local and test the local"); \
	&(array)[__own_index];						\
}))

/* A pointer to an element, which is not const if the slice's variable is. */
#define __own_slice_item(slice)	typeof((slice).__item[0] + 0)

/* Declares @raw and runs once, so that @slice is evaluated once. */
#define __own_slice_once(raw, slice)					\
	for (struct __own_slice_raw raw = __own_slice_raw(slice), *__own_once_##raw = &raw; \
	     __own_once_##raw; __own_once_##raw = NULL)

/**
 * own_slice_for_each() - walk over the elements of a slice
 * @element: name of the pointer to declare
 * @slice: any slice; evaluated once
 *
 * Context: Any.
 */
#define own_slice_for_each(element, slice)					\
	__own_slice_once(__own_raw_##element, slice)			\
	for (__own_slice_item(slice) element = __own_raw_##element.data,	\
	     __own_end_##element = element + __own_raw_##element.length; \
	     element < __own_end_##element; element++)

/**
 * own_slice_for_each_reverse() - walk over the elements of a slice from its end
 * @element: name of the pointer to declare
 * @slice: any slice; evaluated once
 *
 * Context: Any.
 */
#define own_slice_for_each_reverse(element, slice)				\
	__own_slice_once(__own_raw_##element, slice)			\
	for (__own_slice_item(slice) __own_start_##element = __own_raw_##element.data, \
	     __own_next_##element = __own_start_##element + __own_raw_##element.length, \
	     element;							\
	     __own_next_##element > __own_start_##element &&		\
	     (element = --__own_next_##element, true);)

/**
 * own_slice_of() - a read-only slice of a whole array
 * @tag: what DEFINE_OWN_SLICE() defined; ``own_bytes`` for bytes
 * @array: an array, not a pointer
 *
 * The array must outlive the slice; nothing checks that.
 *
 * Context: Any.
 * Return: ``struct tag``.
 */
#define own_slice_of(tag, array)		__##tag##_make(array, __own_array_size(array))

/**
 * own_slice_mut_of() - a writable slice of a whole array
 * @tag: what DEFINE_OWN_SLICE() defined; ``own_bytes`` for bytes
 * @array: an array, not a pointer
 *
 * The array must outlive the slice; nothing checks that.
 *
 * Context: Any.
 * Return: ``struct tag_mut``.
 */
#define own_slice_mut_of(tag, array)	__##tag##_mut_make(array, __own_array_size(array))

/**
 * own_slice_of_object() - the bytes of an object, to read
 * @object: an lvalue whose type has no padding
 *
 * With gcc, padding does not compile: its bytes would show what was in memory
 * before. clang cannot tell; it relies on the objects being zeroed, as local
 * variables are in kernels with CONFIG_INIT_STACK_ALL_ZERO.
 *
 * Context: Any.
 * Return: ``struct own_bytes``.
 *
 * Rust: ``AsBytes::as_bytes()``; E0277 if the type has padding.
 */
#define own_slice_of_object(object)						\
({									\
	own_prove(__own_without_padding(typeof(((void)0, (object)))), object_has_padding, \
		  "own: the type of '" #object "' has padding, whose bytes would be shown; name it as members and set it (like Rust E0277)"); \
	__own_bytes_make((const u8 *)&(object), sizeof(object));		\
})

/**
 * own_slice_mut_of_object() - the bytes of an object, to write
 * @object: an lvalue of a type for which any bytes are good; a pointer or a bool
 *	does not compile, but one inside of a structure does
 *
 * Context: Any.
 * Return: ``struct own_bytes_mut``.
 *
 * Rust: ``FromBytes::from_bytes_mut()``.
 */
#define own_slice_mut_of_object(object)					\
({									\
	__own_any_bytes(object);					\
	__own_bytes_mut_make((u8 *)&(object), sizeof(object));		\
})

/*
 * A pointer or a bool whose bytes came from outside is not one. What is inside of
 * a structure cannot be asked. An array becomes a pointer when it is an operand,
 * and so has another type there.
 */
#ifdef __CHECKER__
#define __own_is_pointer(object)	false
#else
#define __own_is_pointer(object)					\
	(__builtin_classify_type(object) == __builtin_classify_type((void *)0) && \
	 __builtin_types_compatible_p(typeof(object), typeof(((void)0, (object)))))
#endif

#define __own_any_bytes(object)						\
	_Static_assert(!__builtin_types_compatible_p(typeof(object), bool) && \
		      !__own_is_pointer(object),			\
		      "own: this type is not good with any bytes; read an integer, test it and convert it (like Rust E0277)")

/**
 * own_slice_of_member() - the elements that a structure carries, to read
 * @tag: what DEFINE_OWN_SLICE() defined; ``own_bytes`` for bytes
 * @pointer: pointer to the structure, for an owner own_use(); evaluated once
 * @elements: member that holds the elements: an array, a flexible one or a pointer
 * @count: member that says how many there are
 *
 * Good for the length of an expression; own_slice_borrow() is for longer. If the
 * array has a fixed size, @count must be proved not to exceed it. Of any other member
 * @count is believed.
 *
 * Context: Any.
 * Return: ``struct tag``.
 */
#define own_slice_of_member(tag, pointer, elements, count)			\
	__own_slice_of_member(__##tag##_make, pointer, elements, count)

/**
 * own_slice_mut_of_member() - the elements that a structure carries, to write
 * @tag: what DEFINE_OWN_SLICE() defined; ``own_bytes`` for bytes
 * @pointer: pointer to the structure, for an owner own_mut(); evaluated once
 * @elements: member that holds the elements: an array, a flexible one or a pointer
 * @count: member that says how many there are
 *
 * Like own_slice_of_member().
 *
 * Context: Any.
 * Return: ``struct tag_mut``.
 */
#define own_slice_mut_of_member(tag, pointer, elements, count)		\
	__own_slice_of_member(__##tag##_mut_make, pointer, elements, count)

#define __own_slice_of_member(make, pointer, elements, count)		\
({									\
	typeof(pointer) __own_carrier = (pointer);			\
	const size_t __own_count = __own_carrier->count;		\
									\
	own_prove_gcc(__own_count <= __own_room(__own_carrier->elements),	\
		  count_is_not_proved,					\
		  "own: '" #count "' is not proved to be within the array '" #elements "'; test it first"); \
	make(__own_carrier->elements, __own_count);			\
})

/* Elements that fit into an array of fixed size; no limit for any other member. */
#define __own_room(elements)						\
	(__builtin_object_size(elements, 1) == SIZE_MAX ? SIZE_MAX :	\
	 __builtin_object_size(elements, 1) / sizeof((elements)[0]))

/**
 * own_slice_borrow() - borrow the elements of an owned object for the rest of the scope
 * @tag: what DEFINE_OWN_SLICE() defined; ``own_bytes`` for bytes
 * @name: name of the slice that is declared, ``const struct tag``
 * @owner: the owner, known to hold an object and not borrowed mut
 * @elements: member that holds the elements
 * @count: member that says how many there are
 *
 * While @name is in scope @owner cannot be taken or dropped, nor the object be
 * changed through it. A copy of @name that leaves the scope is not followed.
 *
 * Context: Any.
 *
 * Rust: ``let name = &owner.elements[..];`` E0502, E0505.
 */
#define own_slice_borrow(tag, name, owner, elements, count)			\
	const struct tag name = own_slice_of_member(tag, own_use(owner), elements, count); \
	long *const __UNIQUE_ID(own_borrow) __cleanup(__own_borrow_end) __maybe_unused = \
		({ (owner).__borrows++; &(owner).__borrows; })

/**
 * own_slice_borrow_mut() - borrow the elements of an owned object, to change them
 * @tag: what DEFINE_OWN_SLICE() defined; ``own_bytes`` for bytes
 * @name: name of the slice that is declared, ``const struct tag_mut``
 * @owner: a unique owner, known to hold an object and not borrowed
 * @elements: member that holds the elements
 * @count: member that says how many there are
 *
 * While @name is in scope nothing else can be done with @owner. A copy of @name
 * that leaves the scope is not followed.
 *
 * Context: Any.
 *
 * Rust: ``let name = &mut owner.elements[..];`` E0499, E0502, E0505.
 */
#define own_slice_borrow_mut(tag, name, owner, elements, count)		\
	const struct tag##_mut name = own_slice_mut_of_member(tag, own_mut(owner), elements, count); \
	long *const __UNIQUE_ID(own_borrow) __cleanup(__own_borrow_mut_end) __maybe_unused = \
		({ (owner).__borrows = -1; &(owner).__borrows; })

/**
 * own_slice_unsafe_from() - a slice from a raw pointer and a length
 * @tag: the slice type: ``own_bytes``, ``own_bytes_mut``, or what DEFINE_OWN_SLICE() defined,
 *	with or without ``_mut``
 * @pointer: pointer to the first element
 * @length: number of elements that are there
 *
 * Unsafe: the compiler believes it. Say why it is true in a ``SAFETY:`` comment.
 *
 * Return: ``struct tag``.
 *
 * Rust: ``slice::from_raw_parts()``.
 */
#define own_slice_unsafe_from(tag, pointer, length)	__##tag##_make(pointer, length)

/**
 * own_slice_unsafe_data() - the raw pointer of a slice
 * @slice: any slice; evaluated once
 *
 * Unsafe: the length is lost. For kernel functions that take a pointer and a
 * length. Say in a ``SAFETY:`` comment who keeps to the length.
 *
 * Return: Pointer to the first element.
 *
 * Rust: ``slice.as_ptr()``.
 */
#define own_slice_unsafe_data(slice)					\
	((__own_slice_item(slice))__own_slice_raw(slice).data)

DEFINE_OWN_RESULT(own_u8_result, u8);
DEFINE_OWN_RESULT(own_u16_result, u16);
DEFINE_OWN_RESULT(own_u32_result, u32);
DEFINE_OWN_RESULT(own_u64_result, u64);

/**
 * struct own_cursor - a place in a slice of bytes, for parsing
 *
 * Made by own_cursor_from(). Each of these takes something off the front::
 *
 *	struct own_bytes_result own_cursor_next(struct own_cursor *cursor, size_t count);
 *	int own_cursor_copy(struct own_cursor *cursor, struct own_bytes_mut to);
 *	int own_cursor_end(struct own_cursor *cursor);
 *	struct own_u8_result own_cursor_u8(struct own_cursor *cursor);
 *	struct own_u16_result own_cursor_le16(struct own_cursor *cursor);
 *	struct own_bytes_result own_cursor_record_le16(struct own_cursor *cursor);
 *
 * and so on for ``le32``, ``le64``, ``be16``, ``be32`` and ``be64``; records, which
 * begin with their length in bytes, have lengths ``u8``, ``le16``, ``le32``, ``be16``
 * and ``be32``.
 *
 * If less is left than was asked for, the answer is %-ERANGE and the cursor stays
 * where it was; for a record, in front of its length.
 *
 * Rust: a ``&mut &[u8]`` that is split from the front.
 */
struct own_cursor {
	/* private: */
	const u8 *__at __own_private;
	size_t __left __own_private;
} __designated_init;

static __always_inline struct __own_slice_raw *
__own_slice_cursor_raw(struct own_cursor *cursor)
{
	return (struct __own_slice_raw *)cursor;
}

static __always_inline void __own_slice_advance(struct __own_slice_raw *raw, size_t count)
{
	raw->data += count;
	raw->length -= count;
}

/**
 * own_cursor_from() - a cursor at the front of a slice
 * @bytes: the slice; it must outlive the cursor
 *
 * Context: Any.
 * Return: The cursor.
 */
static __always_inline struct own_cursor own_cursor_from(struct own_bytes bytes)
{
	union {
		struct own_bytes bytes;
		struct own_cursor cursor;
	} u = { .bytes = bytes };

	return u.cursor;
}

/**
 * own_cursor_left() - how much is left
 * @cursor: the cursor
 *
 * Context: Any.
 * Return: Bytes that were not taken yet.
 */
static __always_inline size_t own_cursor_left(struct own_cursor *cursor)
{
	return __own_slice_cursor_raw(cursor)->length;
}

/**
 * own_cursor_next() - take some bytes off the front
 * @cursor: the cursor; it goes on behind them
 * @count: how many bytes; clamped against speculation
 *
 * Context: Any.
 * Return: ``struct own_bytes_result``: the bytes, or %-ERANGE if fewer are left.
 */
static __always_inline struct own_bytes_result
own_cursor_next(struct own_cursor *cursor, size_t count)
{
	struct __own_slice_raw *raw = __own_slice_cursor_raw(cursor);
	const u8 *at = raw->data;

	if (count > raw->length)
		return own_fail(own_bytes_result, -ERANGE);
	count = __own_slice_clamp(count, raw->length + 1);
	__own_slice_advance(raw, count);
	return own_bytes_result_ok(__own_bytes_make(at, count));
}

/**
 * own_cursor_copy() - copy from the front
 * @cursor: the cursor; it goes on behind what was copied
 * @to: what is filled, such as own_slice_mut_of_object() of a header
 *
 * Context: Any.
 * Return: 0, or %-ERANGE if fewer bytes are left.
 */
static __always_inline int __must_check
own_cursor_copy(struct own_cursor *cursor, struct own_bytes_mut to)
{
	struct __own_slice_raw *raw = __own_slice_cursor_raw(cursor);
	struct __own_slice_raw target = __own_slice_raw(to);

	if (target.length > raw->length)
		return -ERANGE;
	__own_slice_move(target.data, raw->data, target.length);
	__own_slice_advance(raw, target.length);
	return 0;
}

/**
 * own_cursor_end() - require that nothing is left
 * @cursor: the cursor
 *
 * Context: Any.
 * Return: 0, or %-EBADMSG if there are bytes behind the last thing that was taken.
 */
static __always_inline int __must_check own_cursor_end(struct own_cursor *cursor)
{
	return own_cursor_left(cursor) ? -EBADMSG : 0;
}

#define __own_slice_cursor_scalar(name, type, get)				\
static __always_inline __maybe_unused struct own_##type##_result		\
own_cursor_##name(struct own_cursor *cursor)			\
{									\
	struct __own_slice_raw *raw = __own_slice_cursor_raw(cursor);		\
	const void *at = raw->data;					\
									\
	if (raw->length < sizeof(type))					\
		return own_fail(own_##type##_result, -ERANGE);		\
	__own_slice_advance(raw, sizeof(type));				\
	return own_##type##_result_ok(get(at));				\
}

#define __own_slice_get_u8(at)	(*(const u8 *)(at))

__own_slice_cursor_scalar(u8, u8, __own_slice_get_u8)
__own_slice_cursor_scalar(le16, u16, get_unaligned_le16)
__own_slice_cursor_scalar(le32, u32, get_unaligned_le32)
__own_slice_cursor_scalar(le64, u64, get_unaligned_le64)
__own_slice_cursor_scalar(be16, u16, get_unaligned_be16)
__own_slice_cursor_scalar(be32, u32, get_unaligned_be32)
__own_slice_cursor_scalar(be64, u64, get_unaligned_be64)

#define __own_slice_cursor_record(name, type)				\
static __always_inline __maybe_unused struct own_bytes_result		\
own_cursor_record_##name(struct own_cursor *cursor)			\
{									\
	struct own_cursor behind = *cursor;				\
									\
	own_result(own_##type##_result, length, own_cursor_##name(&behind)); \
	if (own_none(length))						\
		return own_fail(own_bytes_result, -ERANGE);			\
	own_result(own_bytes_result, record,				\
		   own_cursor_next(&behind, own_value(length)));	\
	if (own_none(record))						\
		return own_fail(own_bytes_result, -ERANGE);			\
	*cursor = behind;						\
	return own_bytes_result_ok(own_value(record));			\
}

__own_slice_cursor_record(u8, u8)
__own_slice_cursor_record(le16, u16)
__own_slice_cursor_record(le32, u32)
__own_slice_cursor_record(be16, u16)
__own_slice_cursor_record(be32, u32)

#endif /* OWN_SLICE_H */
