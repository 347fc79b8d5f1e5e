/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_SLICE_H
#define OWN_SLICE_H

/**
 * DOC: A pointer that knows its length
 *
 * An out-of-bounds access needs a pointer and an index that nobody compared with
 * anything. A slice is the pointer and its length in one value, and gives access
 * in two ways only: proved, where the compiler knows that the index is smaller
 * than the length, and checked, where the caller must look at the answer.
 *
 * .. code-block:: c
 *
 *	static u32 sum(struct slice bytes)
 *	{
 *		u32 total = 0;
 *
 *		for (size_t i = 0; i < slice_len(bytes); i++)
 *			total += slice_at(bytes, i);		// proved
 *		return total;
 *	}
 *
 *	own_result(slice_result, record, slice_sub(payload, offset, length)); // checked
 *
 *	if (own_none(record))
 *		return own_err(record);
 *	use(own_value(record));
 *
 * ``struct slice`` and ``struct slice_mut`` hold bytes, to read and to write.
 * DEFINE_SLICE() defines the two for any other type of element. Slices are two
 * words, passed by value in registers.
 *
 * A checked index is usually one that user space chose, so the checked forms also
 * clamp it against speculation (array_index_nospec()), as careful kernel code
 * does and Rust does not. A constant is not clamped. Offsets and lengths are
 * compared without adding them, so no sum can wrap.
 *
 * A message that came from outside is parsed with a cursor, which takes numbers,
 * parts and records that carry their length off the front of a slice
 * (struct slice_cursor).
 *
 * slice_borrow() makes a slice of the data of an owner, and freezes the owner
 * for as long as the slice is in scope. A slice of a slice is never longer.
 *
 * What it costs: nothing over a pointer and a length with the same checks. A
 * proved access is one load.
 *
 * What it cannot prevent: a slice is a value, and a copy of it that is returned
 * or stored lives on after what it points into; only the scope of
 * slice_borrow() is checked. slice_at() does not clamp, so do not use it with
 * an index from user space that was only compared.
 *
 * If the compiler does not see that an index is good: copy the index (and the
 * slice, if it is a member) to a local variable and test the local. gcc 12 does
 * not understand loops that count down (use slice_for_each_reverse()), a bound
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
struct __slice_raw {
	void *data;
	size_t length;
};

#define __slice_raw(slice)						\
	(((union { typeof(slice) value; struct __slice_raw raw; })		\
	  { .value = (slice) }).raw)

/* A compared index, clamped unless it is a constant that nobody chose. */
static __always_inline size_t __slice_clamp(size_t index, size_t size)
{
	return __builtin_constant_p(index) ? index : array_index_nospec(index, size);
}

/* The parts may overlap: a slice_mut and a slice of it can be in use together. */
static __always_inline void __slice_move(void *to, const void *from, size_t size)
{
	memmove(to, from, size);
}

static __always_inline bool __slice_fits(size_t offset, size_t count, size_t length)
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
DEFINE_RESULT(tag##_result, struct tag);				\
DEFINE_RESULT(tag##_item, access type *);				\
struct tag##_halves { struct tag first, second; };			\
DEFINE_RESULT(tag##_split_result, struct tag##_halves);			\
static __always_inline struct tag					\
__##tag##_make(access type *data, size_t length)			\
{									\
	union {								\
		struct __slice_raw raw;					\
		struct tag slice;					\
	} u = { .raw = { (void *)data, length } };			\
									\
	return u.slice;							\
}									\
static __always_inline __maybe_unused struct tag##_item			\
tag##_get(struct tag slice, size_t index)				\
{									\
	struct __slice_raw raw = __slice_raw(slice);			\
	access type *data = raw.data;					\
									\
	if (index >= raw.length)					\
		return own_fail(tag##_item, -ERANGE);			\
	return tag##_item_ok(&data[__slice_clamp(index, raw.length)]);	\
}									\
static __always_inline __maybe_unused struct tag##_result		\
tag##_sub(struct tag slice, size_t offset, size_t count)		\
{									\
	struct __slice_raw raw = __slice_raw(slice);			\
	access type *data = raw.data;					\
									\
	if (!__slice_fits(offset, count, raw.length))		\
		return own_fail(tag##_result, -ERANGE);			\
	offset = __slice_clamp(offset, raw.length + 1);			\
	count = __slice_clamp(count, raw.length - offset + 1);		\
	return tag##_result_ok(__##tag##_make(data + offset, count));	\
}									\
static __always_inline __maybe_unused struct tag##_split_result		\
tag##_split(struct tag slice, size_t at)				\
{									\
	struct __slice_raw raw = __slice_raw(slice);			\
	access type *data = raw.data;					\
									\
	if (at > raw.length)						\
		return own_fail(tag##_split_result, -ERANGE);		\
	at = __slice_clamp(at, raw.length + 1);				\
	return tag##_split_result_ok((struct tag##_halves){		\
		.first = __##tag##_make(data, at),			\
		.second = __##tag##_make(data + at, raw.length - at),	\
	});								\
}

/**
 * DEFINE_SLICE() - define the slices of a type of element
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
 *	struct slice tag_bytes(struct tag slice);
 *	struct slice_mut tag_mut_bytes(struct tag_mut slice);
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
#define DEFINE_SLICE(tag, type)						\
__own_slice(tag, const, type)						\
__own_slice(tag##_mut, , type)						\
static __always_inline __maybe_unused struct tag			\
tag##_const(struct tag##_mut slice)					\
{									\
	return __##tag##_make(__slice_raw(slice).data, __slice_raw(slice).length); \
}									\
static __always_inline __maybe_unused int __must_check			\
tag##_copy(struct tag##_mut to, struct tag from)			\
{									\
	struct __slice_raw target = __slice_raw(to);			\
	struct __slice_raw source = __slice_raw(from);			\
									\
	if (source.length > target.length)				\
		return -ERANGE;						\
	__slice_move(target.data, source.data, source.length * sizeof(type)); \
	return 0;							\
}									\
static __always_inline __maybe_unused struct slice			\
tag##_bytes(struct tag slice)						\
{									\
	own_prove(__own_without_padding(type), elements_have_padding,	\
		  "own: '" #type "' has padding, whose bytes would be shown; name it as members and set it"); \
	return __slice_make(__slice_raw(slice).data,			\
			    __slice_raw(slice).length * sizeof(type));	\
}									\
static __always_inline __maybe_unused struct slice_mut			\
tag##_mut_bytes(struct tag##_mut slice)					\
{									\
	return __slice_mut_make(__slice_raw(slice).data,		\
				__slice_raw(slice).length * sizeof(type)); \
}									\
_Static_assert(sizeof(struct tag) == 2 * sizeof(void *), #tag)

/*
 * A value of all ones, with its padding cleared, is still all ones if there is
 * none. The loop is unrolled and folds to a constant.
 */
#if __has_builtin(__builtin_clear_padding) && !defined(__CHECKER__)
#define __own_without_padding(type)					\
({									\
	type __own_ones;						\
	bool __own_all_ones = true;					\
									\
	__builtin_memset(&__own_ones, 0xff, sizeof(__own_ones));	\
	__builtin_clear_padding(&__own_ones);				\
	_Pragma("GCC unroll 65534")					\
	for (size_t __own_byte = 0; __own_byte < sizeof(__own_ones); __own_byte++) \
		if (((const u8 *)&__own_ones)[__own_byte] != 0xff)	\
			__own_all_ones = false;				\
	__own_all_ones;							\
})
#else
#define __own_without_padding(type)	true
#endif

DEFINE_SLICE(slice, u8);

/**
 * slice_len() - number of elements of a slice
 * @slice: any slice; evaluated once
 *
 * Context: Any.
 */
#define slice_len(slice)	(__slice_raw(slice).length + 0)

/**
 * slice_at() - the element of a slice at an index that is known to be good
 * @slice: any slice; evaluated once
 * @index: known at compile time to be less than slice_len(); evaluated once
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
#define slice_at(slice, index)						\
(*({									\
	const size_t __own_index = (index);				\
	const struct __slice_raw __own_raw = __slice_raw(slice);	\
									\
	own_prove(__own_index < __own_raw.length, index_is_not_proved,	\
		  "own: '" #index "' is not proved to be less than slice_len(" #slice "); copy both to locals and test them, or use the checked _get()"); \
	&((__slice_item(slice))__own_raw.data)[__own_index];		\
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
 * slice_at() for plain arrays. Does not compile without that knowledge.
 *
 * Context: Any.
 * Return: The element, an lvalue.
 */
#define own_at(array, index)						\
(*({									\
	const size_t __own_index = (index);				\
									\
	own_prove(__own_index < __own_array_size(array), index_is_not_proved,	\
		  "own: '" #index "' is not proved to be less than ARRAY_SIZE(" #array "); copy it to a local and test the local"); \
	&(array)[__own_index];						\
}))

/* A pointer to an element, which is not const if the slice's variable is. */
#define __slice_item(slice)	typeof((slice).__item[0] + 0)

/* Declares @raw and runs once, so that @slice is evaluated once. */
#define __slice_once(raw, slice)					\
	for (struct __slice_raw raw = __slice_raw(slice), *__own_once_##raw = &raw; \
	     __own_once_##raw; __own_once_##raw = NULL)

/**
 * slice_for_each() - walk over the elements of a slice
 * @element: name of the pointer to declare
 * @slice: any slice; evaluated once
 *
 * Context: Any.
 */
#define slice_for_each(element, slice)					\
	__slice_once(__own_raw_##element, slice)			\
	for (__slice_item(slice) element = __own_raw_##element.data,	\
	     __own_end_##element = element + __own_raw_##element.length; \
	     element < __own_end_##element; element++)

/**
 * slice_for_each_reverse() - walk over the elements of a slice from its end
 * @element: name of the pointer to declare
 * @slice: any slice; evaluated once
 *
 * Context: Any.
 */
#define slice_for_each_reverse(element, slice)				\
	__slice_once(__own_raw_##element, slice)			\
	for (__slice_item(slice) __own_start_##element = __own_raw_##element.data, \
	     __own_next_##element = __own_start_##element + __own_raw_##element.length, \
	     element;							\
	     __own_next_##element > __own_start_##element &&		\
	     (element = --__own_next_##element, true);)

/**
 * slice_of() - a read-only slice of a whole array
 * @tag: what DEFINE_SLICE() defined; ``slice`` for bytes
 * @array: an array, not a pointer
 *
 * The array must outlive the slice; nothing checks that.
 *
 * Context: Any.
 * Return: ``struct tag``.
 */
#define slice_of(tag, array)		__##tag##_make(array, __own_array_size(array))

/**
 * slice_mut_of() - a writable slice of a whole array
 * @tag: what DEFINE_SLICE() defined; ``slice`` for bytes
 * @array: an array, not a pointer
 *
 * The array must outlive the slice; nothing checks that.
 *
 * Context: Any.
 * Return: ``struct tag_mut``.
 */
#define slice_mut_of(tag, array)	__##tag##_mut_make(array, __own_array_size(array))

/**
 * slice_of_object() - the bytes of an object, to read
 * @object: an lvalue whose type has no padding
 *
 * With gcc, padding does not compile: its bytes would show what was in memory
 * before. clang cannot tell; it relies on the objects being zeroed, as local
 * variables are in kernels with CONFIG_INIT_STACK_ALL_ZERO.
 *
 * Context: Any.
 * Return: ``struct slice``.
 *
 * Rust: ``AsBytes::as_bytes()``; E0277 if the type has padding.
 */
#define slice_of_object(object)						\
({									\
	own_prove(__own_without_padding(typeof(((void)0, (object)))), object_has_padding, \
		  "own: the type of '" #object "' has padding, whose bytes would be shown; name it as members and set it (like Rust E0277)"); \
	__slice_make((const u8 *)&(object), sizeof(object));		\
})

/**
 * slice_mut_of_object() - the bytes of an object, to write
 * @object: an lvalue of a type for which any bytes are good; a pointer or a bool
 *	does not compile, but one inside of a structure does
 *
 * Context: Any.
 * Return: ``struct slice_mut``.
 *
 * Rust: ``FromBytes::from_bytes_mut()``.
 */
#define slice_mut_of_object(object)					\
({									\
	__own_any_bytes(object);					\
	__slice_mut_make((u8 *)&(object), sizeof(object));		\
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
 * slice_of_member() - the elements that a structure carries, to read
 * @tag: what DEFINE_SLICE() defined; ``slice`` for bytes
 * @pointer: pointer to the structure, for an owner own_use(); evaluated once
 * @elements: member that holds the elements: an array, a flexible one or a pointer
 * @count: member that says how many there are
 *
 * Good for the length of an expression; slice_borrow() is for longer. If the
 * array has a fixed size, @count must be proved not to exceed it.
 *
 * Context: Any.
 * Return: ``struct tag``.
 */
#define slice_of_member(tag, pointer, elements, count)			\
	__slice_of_member(__##tag##_make, pointer, elements, count)

/**
 * slice_mut_of_member() - the elements that a structure carries, to write
 * @tag: what DEFINE_SLICE() defined; ``slice`` for bytes
 * @pointer: pointer to the structure, for an owner own_mut(); evaluated once
 * @elements: member that holds the elements: an array, a flexible one or a pointer
 * @count: member that says how many there are
 *
 * Like slice_of_member().
 *
 * Context: Any.
 * Return: ``struct tag_mut``.
 */
#define slice_mut_of_member(tag, pointer, elements, count)		\
	__slice_of_member(__##tag##_mut_make, pointer, elements, count)

#define __slice_of_member(make, pointer, elements, count)		\
({									\
	typeof(pointer) __own_carrier = (pointer);			\
	const size_t __own_count = __own_carrier->count;		\
									\
	own_prove(__own_count <= __own_room(__own_carrier->elements),	\
		  count_is_not_proved,					\
		  "own: '" #count "' is not proved to be within the array '" #elements "'; test it first"); \
	make(__own_carrier->elements, __own_count);			\
})

/* Elements that fit into an array of fixed size; no limit for any other member. */
#define __own_room(elements)						\
	(__builtin_object_size(elements, 1) == SIZE_MAX ? SIZE_MAX :	\
	 __builtin_object_size(elements, 1) / sizeof((elements)[0]))

/**
 * slice_borrow() - borrow the elements of an owned object for the rest of the scope
 * @tag: what DEFINE_SLICE() defined; ``slice`` for bytes
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
#define slice_borrow(tag, name, owner, elements, count)			\
	const struct tag name = slice_of_member(tag, own_use(owner), elements, count); \
	long *const __UNIQUE_ID(own_borrow) __cleanup(__own_borrow_end) __maybe_unused = \
		({ (owner).__borrows++; &(owner).__borrows; })

/**
 * slice_borrow_mut() - borrow the elements of an owned object, to change them
 * @tag: what DEFINE_SLICE() defined; ``slice`` for bytes
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
#define slice_borrow_mut(tag, name, owner, elements, count)		\
	const struct tag##_mut name = slice_mut_of_member(tag, own_mut(owner), elements, count); \
	long *const __UNIQUE_ID(own_borrow) __cleanup(__own_borrow_mut_end) __maybe_unused = \
		({ (owner).__borrows = -1; &(owner).__borrows; })

/**
 * slice_unsafe_from() - a slice from a raw pointer and a length
 * @tag: the slice type: ``slice``, ``slice_mut``, or what DEFINE_SLICE() defined,
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
#define slice_unsafe_from(tag, pointer, length)	__##tag##_make(pointer, length)

/**
 * slice_unsafe_data() - the raw pointer of a slice
 * @slice: any slice; evaluated once
 *
 * Unsafe: the length is lost. For kernel functions that take a pointer and a
 * length. Say in a ``SAFETY:`` comment who keeps to the length.
 *
 * Return: Pointer to the first element.
 *
 * Rust: ``slice.as_ptr()``.
 */
#define slice_unsafe_data(slice)					\
	((__slice_item(slice))__slice_raw(slice).data)

DEFINE_RESULT(u8_result, u8);
DEFINE_RESULT(u16_result, u16);
DEFINE_RESULT(u32_result, u32);
DEFINE_RESULT(u64_result, u64);

/**
 * struct slice_cursor - a place in a slice of bytes, for parsing
 *
 * Made by slice_cursor_from(). Each of these takes something off the front::
 *
 *	struct slice_result slice_cursor_next(struct slice_cursor *cursor, size_t count);
 *	int slice_cursor_copy(struct slice_cursor *cursor, struct slice_mut to);
 *	int slice_cursor_end(struct slice_cursor *cursor);
 *	struct u8_result slice_cursor_u8(struct slice_cursor *cursor);
 *	struct u16_result slice_cursor_le16(struct slice_cursor *cursor);
 *	struct slice_result slice_cursor_record_le16(struct slice_cursor *cursor);
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
struct slice_cursor {
	/* private: */
	const u8 *__at __own_private;
	size_t __left __own_private;
} __designated_init;

static __always_inline struct __slice_raw *
__slice_cursor_raw(struct slice_cursor *cursor)
{
	return (struct __slice_raw *)cursor;
}

static __always_inline void __slice_advance(struct __slice_raw *raw, size_t count)
{
	raw->data += count;
	raw->length -= count;
}

/**
 * slice_cursor_from() - a cursor at the front of a slice
 * @bytes: the slice; it must outlive the cursor
 *
 * Context: Any.
 * Return: The cursor.
 */
static __always_inline struct slice_cursor slice_cursor_from(struct slice bytes)
{
	union {
		struct slice bytes;
		struct slice_cursor cursor;
	} u = { .bytes = bytes };

	return u.cursor;
}

/**
 * slice_cursor_left() - how much is left
 * @cursor: the cursor
 *
 * Context: Any.
 * Return: Bytes that were not taken yet.
 */
static __always_inline size_t slice_cursor_left(struct slice_cursor *cursor)
{
	return __slice_cursor_raw(cursor)->length;
}

/**
 * slice_cursor_next() - take some bytes off the front
 * @cursor: the cursor; it goes on behind them
 * @count: how many bytes; clamped against speculation
 *
 * Context: Any.
 * Return: ``struct slice_result``: the bytes, or %-ERANGE if fewer are left.
 */
static __always_inline struct slice_result
slice_cursor_next(struct slice_cursor *cursor, size_t count)
{
	struct __slice_raw *raw = __slice_cursor_raw(cursor);
	const u8 *at = raw->data;

	if (count > raw->length)
		return own_fail(slice_result, -ERANGE);
	count = __slice_clamp(count, raw->length + 1);
	__slice_advance(raw, count);
	return slice_result_ok(__slice_make(at, count));
}

/**
 * slice_cursor_copy() - copy from the front
 * @cursor: the cursor; it goes on behind what was copied
 * @to: what is filled, such as slice_mut_of_object() of a header
 *
 * Context: Any.
 * Return: 0, or %-ERANGE if fewer bytes are left.
 */
static __always_inline int __must_check
slice_cursor_copy(struct slice_cursor *cursor, struct slice_mut to)
{
	struct __slice_raw *raw = __slice_cursor_raw(cursor);
	struct __slice_raw target = __slice_raw(to);

	if (target.length > raw->length)
		return -ERANGE;
	__slice_move(target.data, raw->data, target.length);
	__slice_advance(raw, target.length);
	return 0;
}

/**
 * slice_cursor_end() - require that nothing is left
 * @cursor: the cursor
 *
 * Context: Any.
 * Return: 0, or %-EBADMSG if there are bytes behind the last thing that was taken.
 */
static __always_inline int __must_check slice_cursor_end(struct slice_cursor *cursor)
{
	return slice_cursor_left(cursor) ? -EBADMSG : 0;
}

#define __slice_cursor_scalar(name, type, get)				\
static __always_inline __maybe_unused struct type##_result		\
slice_cursor_##name(struct slice_cursor *cursor)			\
{									\
	struct __slice_raw *raw = __slice_cursor_raw(cursor);		\
	const void *at = raw->data;					\
									\
	if (raw->length < sizeof(type))					\
		return own_fail(type##_result, -ERANGE);		\
	__slice_advance(raw, sizeof(type));				\
	return type##_result_ok(get(at));				\
}

#define __slice_get_u8(at)	(*(const u8 *)(at))

__slice_cursor_scalar(u8, u8, __slice_get_u8)
__slice_cursor_scalar(le16, u16, get_unaligned_le16)
__slice_cursor_scalar(le32, u32, get_unaligned_le32)
__slice_cursor_scalar(le64, u64, get_unaligned_le64)
__slice_cursor_scalar(be16, u16, get_unaligned_be16)
__slice_cursor_scalar(be32, u32, get_unaligned_be32)
__slice_cursor_scalar(be64, u64, get_unaligned_be64)

#define __slice_cursor_record(name, type)				\
static __always_inline __maybe_unused struct slice_result		\
slice_cursor_record_##name(struct slice_cursor *cursor)			\
{									\
	struct slice_cursor behind = *cursor;				\
									\
	own_result(type##_result, length, slice_cursor_##name(&behind)); \
	if (own_none(length))						\
		return own_fail(slice_result, -ERANGE);			\
	own_result(slice_result, record,				\
		   slice_cursor_next(&behind, own_value(length)));	\
	if (own_none(record))						\
		return own_fail(slice_result, -ERANGE);			\
	*cursor = behind;						\
	return slice_result_ok(own_value(record));			\
}

__slice_cursor_record(u8, u8)
__slice_cursor_record(le16, u16)
__slice_cursor_record(le32, u32)
__slice_cursor_record(be16, u16)
__slice_cursor_record(be32, u32)

#endif /* OWN_SLICE_H */
