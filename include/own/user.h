/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_USER_H
#define OWN_USER_H

/**
 * DOC: User memory, read once
 *
 * User memory changes while the kernel looks at it. A length that is read, found
 * good, and read again may be another one the second time. It is also the memory
 * of somebody else: writing to what should be read, copying more than there is,
 * showing the padding of a structure, and sleeping in a page fault under a
 * spinlock are the other classics.
 *
 * A reader is a range of user memory that is consumed from the front. Every byte
 * leaves it once: what has been read is behind, and there is no way back. A
 * writer is a range that is filled from the front. Neither can be used as the
 * other, and neither goes past its end:
 *
 * .. code-block:: c
 *
 *	struct own_user_reader from = own_user_reader_from(u64_to_user_ptr(args.address),
 *						   args.length);
 *	struct parcel_record record;
 *	int err;
 *
 *	err = own_user_read(object, &from, &record);
 *	if (err)
 *		return err;
 *	own_slice_borrow_mut(own_bytes, payload, p, data, len);
 *	err = own_user_read(slice, &from, payload);
 *
 * The first argument says what is copied:
 *
 * ``slice``
 *	The bytes of a ``struct own_bytes_mut`` or ``struct own_bytes``.
 * ``object``
 *	One object, given by a pointer to it.
 * ``versioned``
 *	A structure that grows from version to version: the range is what the
 *	caller knows of it, which may be more or less than what the kernel does
 *	(copy_struct_from_user(), copy_struct_to_user()).
 *
 * The answers are the same for all: 0; %-ERANGE, past the end, nothing was done;
 * %-EFAULT, memory that is not there. Ignoring them does not compile, and nor
 * does any of this in the scope of a lock taken with own_guard(), unless
 * own_may_park() says that the lock may wait for user space.
 *
 * With gcc, writing an object whose type has padding does not compile. clang has
 * no way to ask; there, zeroed objects (own_alloc(), ``= { }``) are all there is.
 *
 * An object that is made of user memory as a whole comes from own_user_read_alloc(),
 * own_user_iter_read_alloc() or own_user_gather_alloc(). Nobody has it before it is
 * filled, so it need not be zeroed.
 *
 * What it costs: one comparison, which careful code makes too, give or take a few
 * instructions (tests/cost/user.c). The range lives in registers.
 *
 * What it cannot prevent: making two readers of the same address, or a copy of a
 * reader before it is used; both are spelled out and easy to see. A lock that is not
 * taken with own_guard(), or by the caller. And it cannot
 * make the bytes sensible: check what was read.
 *
 * When not to use it: for pages that stay mapped (get_user_pages()), and where
 * the kernel already hands out an iov_iter, which is such a cursor itself; for
 * that there is own_user_iter_read() and own_user_iter_write().
 *
 * Rust: ``UserSlice``, ``UserSliceReader``, ``UserSliceWriter``; ``FromBytes`` and
 * ``AsBytes``.
 */

#include <own/compat.h>
#include <own/context.h>
#include <own/slice.h>
#if __OWN_QUIET_MACROS
#pragma GCC system_header
#endif

#include <linux/uaccess.h>
#include <linux/uio.h>

#include <asm/page.h>

struct __own_user_range {
	void __user *at;
	size_t left;
};

/*
 * The members are const so that a reader is not rewound by assigning an old copy
 * to it. The functions below go through the range.
 */

/**
 * struct own_user_reader - user memory to read, each byte once
 *
 * Make one with own_user_reader_from().
 *
 * Rust: ``UserSliceReader``.
 */
struct own_user_reader {
	/* private: */
	void __user *const __at __own_private;
	const size_t __left __own_private;
} __designated_init __own_role(single);

/**
 * struct own_user_writer - user memory to write
 *
 * Make one with own_user_writer_from().
 *
 * Rust: ``UserSliceWriter``.
 */
struct own_user_writer {
	/* private: */
	void __user *const __at __own_private;
	const size_t __left __own_private;
} __designated_init;

DEFINE_OWN_RESULT(own_user_reader_result, struct own_user_reader);

#define __own_user_range(range)						\
	((struct __own_user_range *)_Generic((range),			\
					 struct own_user_reader *: (range),	\
					 struct own_user_writer *: (range)))

/**
 * own_user_reader_from() - a reader of a range of user memory
 * @from: where it begins; from a 64-bit member with u64_to_user_ptr()
 * @length: its bytes
 *
 * Nothing is accessed yet, and any value will do. Make one reader for each range.
 *
 * Context: Any.
 * Return: The reader.
 *
 * Rust: ``UserSlice::new(from, length).reader()``.
 */
static __always_inline struct own_user_reader
own_user_reader_from(const void __user *from, size_t length)
{
	union {
		struct __own_user_range range;
		struct own_user_reader reader;
	} u = { .range = { (void __user *)from, length } };

	return u.reader;
}

/**
 * own_user_reader_from_array() - a reader of an array whose length user space says
 * @from: where it begins
 * @count: number of elements, as user space says
 * @size: bytes of one element
 * @limit: the most elements that are accepted
 *
 * Context: Any.
 * Return: ``struct own_user_reader_result``: the reader, or %-E2BIG if there are more
 * than @limit elements or their size overflows.
 */
static __always_inline struct own_user_reader_result
own_user_reader_from_array(const void __user *from, u64 count, size_t size, size_t limit)
{
	size_t length;

	if (count > limit || check_mul_overflow((size_t)count, size, &length))
		return own_fail(own_user_reader_result, -E2BIG);
	return own_user_reader_result_ok(own_user_reader_from(from, length));
}

/**
 * own_user_writer_from() - a writer to a range of user memory
 * @to: where it begins; from a 64-bit member with u64_to_user_ptr()
 * @length: its bytes
 *
 * Nothing is accessed yet, and any value will do.
 *
 * Context: Any.
 * Return: The writer.
 *
 * Rust: ``UserSlice::new(to, length).writer()``.
 */
static __always_inline struct own_user_writer
own_user_writer_from(void __user *to, size_t length)
{
	union {
		struct __own_user_range range;
		struct own_user_writer writer;
	} u = { .range = { to, length } };

	return u.writer;
}

/**
 * own_user_left() - how much is left of a range
 * @range: pointer to a reader or a writer
 *
 * Context: Any.
 * Return: Bytes that can still be read or written, if they are mapped.
 */
#define own_user_left(range)	(__own_user_range(range)->left + 0)

static __always_inline void __own_user_advance(struct __own_user_range *range, size_t length)
{
	range->at += length;
	range->left -= length;
}

/**
 * own_user_skip() - leave out bytes of a reader without reading them
 * @from: the reader
 * @length: how many bytes
 *
 * Context: Any.
 * Return: 0, or %-ERANGE if there are fewer.
 */
static __always_inline int __must_check
own_user_skip(struct own_user_reader *from, size_t length)
{
	struct __own_user_range *range = __own_user_range(from);

	if (length > range->left)
		return -ERANGE;
	__own_user_advance(range, length);
	return 0;
}

/**
 * own_user_reader_part() - split the front off a reader
 * @from: the reader; it goes on behind the part
 * @length: bytes of the part
 *
 * Context: Any.
 * Return: ``struct own_user_reader_result``: the part, or %-ERANGE if there are fewer
 * bytes.
 */
static __always_inline struct own_user_reader_result
own_user_reader_part(struct own_user_reader *from, size_t length)
{
	struct __own_user_range *range = __own_user_range(from);
	void __user *at = range->at;

	if (length > range->left)
		return own_fail(own_user_reader_result, -ERANGE);
	__own_user_advance(range, length);
	return own_user_reader_result_ok(own_user_reader_from(at, length));
}

/*
 * A macro in a header that is quiet cannot report an ignored return value at the
 * user's line, unless the name of the function comes from there. Hence the first
 * argument of own_user_read() and its kin, which becomes the front of that name.
 */
#define __own_user_may_sleep(value)						\
({									\
	own_may_sleep();						\
	__own_may_wait_for_user();					\
	(value);							\
})

/**
 * own_user_read() - copy from user memory, and advance
 * @kind: ``slice``, ``object`` or ``versioned``
 * @from: pointer to the reader
 * @...: what is filled:
 *
 *	* ``slice``: a ``struct own_bytes_mut``
 *	* ``object``: pointer to an object of a type for which any bytes are good; a
 *	  pointer or a bool does not compile, but one inside of a structure does
 *	* ``versioned``: pointer to a structure, and the size of its first version;
 *	  the whole reader is the caller's structure
 *
 * All or nothing: a slice or an object is filled from the front of @from. After
 * %-ERANGE, %-EINVAL and %-E2BIG of the size, nothing has changed. After %-EFAULT
 * the reader is empty, because bytes that were fetched must not be fetched again,
 * and what was to be filled holds zeros where nothing arrived.
 *
 * ``versioned``: members that the caller does not know become 0. If what the kernel does
 * not know is not 0, or cannot be read, the reader is empty and the structure as before.
 *
 * Context: Process context; may sleep. Does not compile in the scope of an
 * own_guard(), unless own_may_park() stands there and the lock may sleep.
 * Return: One of these; it may not be ignored.
 *
 *	* 0
 *	* %-ERANGE: fewer bytes are left
 *	* %-EFAULT: the memory cannot be read
 *	* %-EINVAL: ``versioned``, smaller than the first version
 *	* %-E2BIG: ``versioned``, larger than a page, or what the kernel does not know
 *	  is not 0
 *
 * Rust: ``UserSliceReader::read_slice()``, ``read::<T>()``.
 */
#define own_user_read(kind, from, ...)	__own_user_read_##kind(kind, from, __VA_ARGS__)

#define __own_user_read_slice(kind, from, to)				\
	kind##_own_user_read(__own_user_may_sleep(from), to)
#define __own_user_read_object(kind, from, object)				\
	kind##_own_user_read(__own_user_may_sleep(from), __own_user_any_bytes(object), sizeof(*(object)))
#define __own_user_read_versioned(kind, from, object, first)		\
	kind##_own_user_read(__own_user_may_sleep(from), object, sizeof(*(object)), \
			 __own_user_first_size(first, object))

#define __own_user_any_bytes(object)					\
({									\
	__own_any_bytes(*(object));					\
	(object);							\
})

#define __own_user_first_size(first, object)				\
({									\
	_Static_assert((first) <= sizeof(*(object)),			\
		      "own: the first version is larger than the structure"); \
	(size_t)(first);						\
})

static __always_inline int __must_check
__own_user_read_bytes(struct own_user_reader *from, void *to, size_t length)
{
	struct __own_user_range *range = __own_user_range(from);

	if (length > range->left)
		return -ERANGE;
	if (copy_from_user(to, range->at, length)) {
		range->left = 0;
		return -EFAULT;
	}
	__own_user_advance(range, length);
	return 0;
}

static __always_inline int __must_check
slice_own_user_read(struct own_user_reader *from, struct own_bytes_mut to)
{
	return __own_user_read_bytes(from, __own_slice_raw(to).data, __own_slice_raw(to).length);
}

static __always_inline int __must_check
object_own_user_read(struct own_user_reader *from, void *object, size_t size)
{
	return __own_user_read_bytes(from, object, size);
}

static __always_inline int __must_check
versioned_own_user_read(struct own_user_reader *from, void *object, size_t size, size_t first)
{
	struct __own_user_range *range = __own_user_range(from);
	size_t known = range->left;

	if (known < first)
		return -EINVAL;
	if (known > PAGE_SIZE)
		return -E2BIG;
	range->left = 0;
	return copy_struct_from_user(object, size, range->at, known);
}

/**
 * own_user_write() - copy to user memory, and advance
 * @kind: ``slice``, ``object`` or ``versioned``
 * @to: pointer to the writer
 * @...: what is copied:
 *
 *	* ``slice``: a ``struct own_bytes``
 *	* ``object``: pointer to an object of a type without padding
 *	* ``versioned``: pointer to a structure without padding, and a pointer to a
 *	  bool, or %NULL, that is set if the caller's structure is too small for
 *	  something that is not 0; the whole writer is the caller's structure
 *
 * All or nothing as far as @to is concerned: it advances behind what was written,
 * or after an error is as before. Some bytes may have been written before
 * %-EFAULT.
 *
 * ``versioned``: members that the kernel does not know become 0.
 *
 * Context: Process context; may sleep. Does not compile in the scope of an
 * own_guard(), unless own_may_park() stands there and the lock may sleep.
 * Return: One of these; it may not be ignored.
 *
 *	* 0
 *	* %-ERANGE: fewer bytes are left
 *	* %-EFAULT: the memory cannot be written
 *
 * Rust: ``UserSliceWriter::write_slice()``, ``write(&T)``; E0277 for a type with
 * padding.
 */
#define own_user_write(kind, to, ...)	__own_user_write_##kind(kind, to, __VA_ARGS__)

#define __own_user_write_slice(kind, to, from)				\
	kind##_own_user_write(__own_user_may_sleep(to), from)
#define __own_user_write_object(kind, to, object)				\
	kind##_own_user_write(__own_user_may_sleep(to), __own_user_without_padding(object), \
			  sizeof(*(object)))
#define __own_user_write_versioned(kind, to, object, ignored)		\
	kind##_own_user_write(__own_user_may_sleep(to), __own_user_without_padding(object), \
			  sizeof(*(object)), ignored)

#define __own_user_without_padding(object)					\
({									\
	own_prove(__own_without_padding(typeof(((void)0, *(object)))), object_has_padding, \
		  "own: the type of '*" #object "' has padding, which would show what was in memory before; name it as members and set it (like Rust E0277)"); \
	(object);							\
})

static __always_inline int __must_check
__own_user_write_bytes(struct own_user_writer *to, const void *from, size_t length)
{
	struct __own_user_range *range = __own_user_range(to);

	if (length > range->left)
		return -ERANGE;
	if (copy_to_user(range->at, from, length))
		return -EFAULT;
	__own_user_advance(range, length);
	return 0;
}

static __always_inline int __must_check
slice_own_user_write(struct own_user_writer *to, struct own_bytes from)
{
	return __own_user_write_bytes(to, __own_slice_raw(from).data, __own_slice_raw(from).length);
}

static __always_inline int __must_check
object_own_user_write(struct own_user_writer *to, const void *object, size_t size)
{
	return __own_user_write_bytes(to, object, size);
}

static __always_inline int __must_check
versioned_own_user_write(struct own_user_writer *to, const void *object, size_t size,
			 bool *ignored)
{
	struct __own_user_range *range = __own_user_range(to);
	int err = copy_struct_to_user(range->at, range->left, object, size, ignored);

	if (!err)
		__own_user_advance(range, range->left);
	return err;
}

/**
 * own_user_iter_read() - copy from an iov_iter, and advance
 * @kind: ``slice`` or ``object``
 * @from: the iov_iter that write_iter() was given
 * @...: what is filled, as for own_user_read()
 *
 * As own_user_read(), but for %-EFAULT: the iov_iter then stands behind what was
 * fetched, and what was to be filled is as before where nothing arrived.
 *
 * Context: As own_user_read().
 * Return: 0, %-ERANGE or %-EFAULT, as own_user_read().
 *
 * Rust: ``IovIterSource::copy_from_iter()``.
 */
#define own_user_iter_read(kind, from, ...)	__own_user_iter_read_##kind(kind, from, __VA_ARGS__)

#define __own_user_iter_read_slice(kind, from, to)				\
	kind##_own_user_iter_read(__own_user_may_sleep(from), to)
#define __own_user_iter_read_object(kind, from, object)			\
	kind##_own_user_iter_read(__own_user_may_sleep(from), __own_user_any_bytes(object), sizeof(*(object)))

static __always_inline int __must_check
__own_user_iter_read_bytes(struct iov_iter *from, void *to, size_t length)
{
	if (length > iov_iter_count(from))
		return -ERANGE;
	return copy_from_iter(to, length, from) == length ? 0 : -EFAULT;
}

static __always_inline int __must_check
slice_own_user_iter_read(struct iov_iter *from, struct own_bytes_mut to)
{
	return __own_user_iter_read_bytes(from, __own_slice_raw(to).data,
					  __own_slice_raw(to).length);
}

static __always_inline int __must_check
object_own_user_iter_read(struct iov_iter *from, void *object, size_t size)
{
	return __own_user_iter_read_bytes(from, object, size);
}

/**
 * own_user_iter_write() - copy to an iov_iter, and advance
 * @kind: ``slice`` or ``object``
 * @to: the iov_iter that read_iter() was given
 * @...: what is copied, as for own_user_write()
 *
 * All or nothing, as own_user_write(): after an error @to is as before.
 *
 * Context: As own_user_write().
 * Return: 0, %-ERANGE or %-EFAULT, as own_user_write().
 *
 * Rust: ``IovIterDest::copy_to_iter()``.
 */
#define own_user_iter_write(kind, to, ...)	__own_user_iter_write_##kind(kind, to, __VA_ARGS__)

#define __own_user_iter_write_slice(kind, to, from)				\
	kind##_own_user_iter_write(__own_user_may_sleep(to), from)
#define __own_user_iter_write_object(kind, to, object)			\
	kind##_own_user_iter_write(__own_user_may_sleep(to), __own_user_without_padding(object), \
			       sizeof(*(object)))

static __always_inline int __must_check
__own_user_iter_write_bytes(struct iov_iter *to, const void *from, size_t length)
{
	size_t copied;

	if (length > iov_iter_count(to))
		return -ERANGE;
	copied = copy_to_iter(from, length, to);
	if (copied == length)
		return 0;
	iov_iter_revert(to, copied);
	return -EFAULT;
}

static __always_inline int __must_check
slice_own_user_iter_write(struct iov_iter *to, struct own_bytes from)
{
	return __own_user_iter_write_bytes(to, __own_slice_raw(from).data,
					   __own_slice_raw(from).length);
}

static __always_inline int __must_check
object_own_user_iter_write(struct iov_iter *to, const void *object, size_t size)
{
	return __own_user_iter_write_bytes(to, object, size);
}

static __always_inline void __own_user_zero(void *object, size_t length)
{
	memset(object, 0, length);
}

/* Buffers that a list in user memory names, one behind the other, until they fill @room. */
static inline int __must_check
__own_user_gather(struct own_user_reader *list, size_t size, size_t address, size_t length,
		  u8 *to, u64 room)
{
	struct __own_user_range *range = __own_user_range(list);
	u64 filled = 0;

	while (range->left) {
		u64 start = filled, from, bytes;

		if (range->left < size)
			return -ERANGE;
		if (get_user(from, (u64 __user *)(range->at + address)) ||
		    get_user(bytes, (u64 __user *)(range->at + length)))
			goto fault;
		__own_user_advance(range, size);
		if (check_add_overflow(start, bytes, &filled))
			return -EOVERFLOW;
		/* Too much: go on to see if the sum overflows, but copy no more. */
		if (filled > room)
			continue;
		start = __own_slice_clamp(start, room + 1);
		bytes = __own_slice_clamp(bytes, room - start + 1);
		if (copy_from_user(to + start, u64_to_user_ptr(from), bytes))
			goto fault;
	}
	return filled == room ? 0 : -EINVAL;
fault:
	range->left = 0;
	return -EFAULT;
}

/* How many elements there are is a member, or who makes the object knows it. */
#define __own_user_count_some(object, count)	((object)->count)
#define __own_user_count_none(object)		(((struct { size_t count; }) { }).count)
#define __own_user_count(object, ...)					\
	__own_cat(__own_user_count_, __own_count(__VA_ARGS__))(object, ##__VA_ARGS__)

/**
 * DEFINE_OWN_USER_ALLOC() - let an owned object be made from user memory
 * @tag: what DEFINE_OWN() or IMPLEMENT_OWN() defined, not with OWN_CACHE()
 * @elements: its flexible array member, of a type for which any bytes are good
 * @...: its member that says how many elements there are; nothing if it has none, and
 *	who makes it remembers the number
 *
 * For own_user_read_alloc(), own_user_iter_read_alloc() and own_user_gather_alloc(). The
 * elements are not zeroed first, and nobody has the object before they are filled.
 */
#define DEFINE_OWN_USER_ALLOC(tag, elements, ...)				\
static __always_inline __own_user_element(tag, elements) *		\
__##tag##_user_room(__own_type(tag) *object)				\
{									\
	return object->elements;					\
}									\
static inline __maybe_unused struct tag##_result			\
__##tag##_user_alloc(size_t length, size_t limit, gfp_t gfp)		\
{									\
	__own_user_alloc_object(tag, elements, length, false, ##__VA_ARGS__); \
	return own_unsafe_result(tag, object);				\
}									\
__own_user_makers(tag)

/**
 * DEFINE_OWN_USER_ALLOC_APART() - the same for elements that may be apart from the object
 * @tag: as for DEFINE_OWN_USER_ALLOC()
 * @elements: as there
 * @count: as there; needed
 * @apart_tag: what DEFINE_OWN() defined for an object that is nothing but an array of this
 *	name and type, made with DECLARE_FLEX_ARRAY()
 * @apart: the member of @tag that is a ``struct apart_tag_once``
 *
 * The allocator rounds up to powers of two. Elements that nearly fill one are an allocation of
 * their own, since together with the object they would take twice as much; so the object is
 * not much larger than what user space sent, however much that is. Defines besides::
 *
 *	const ELEMENT *tag_elements(const type *object);
 *
 * which says where they are.
 */
#define DEFINE_OWN_USER_ALLOC_APART(tag, elements, count, apart_tag, apart)	\
_Static_assert(offsetof(__own_type(apart_tag), elements) == 0 &&		\
	       __builtin_types_compatible_p(__own_user_element(tag, elements), \
					    __own_user_element(apart_tag, elements)), \
	       "own: " #apart_tag " is not of an array like that of " #tag);	\
static __always_inline const __own_user_element(tag, elements) *	\
tag##_elements(const __own_type(tag) *object)				\
{									\
	const __own_type(apart_tag) *room = apart_tag##_of(&object->apart); \
									\
	return room ? room->elements : object->elements;		\
}									\
static __always_inline __own_user_element(tag, elements) *		\
__##tag##_user_room(__own_type(tag) *object)				\
{									\
	return (__own_user_element(tag, elements) *)tag##_elements(object); \
}									\
static __maybe_unused struct tag##_result				\
__##tag##_user_alloc(size_t length, size_t limit, gfp_t gfp)		\
{									\
	const bool is_apart = __own_user_is_apart(sizeof(__own_type(tag)), length); \
	__own_type(apart_tag) *room;					\
									\
	__own_user_alloc_object(tag, elements, length, is_apart, count); \
	own_auto(tag, made, own_unsafe_from(tag, object));		\
	if (is_apart) {							\
		room = __##apart_tag##_memory(length, true, gfp);	\
		if (!room)						\
			return own_fail(tag, -ENOMEM);			\
		/* As set_once() would; nobody else has the object yet. */ \
		memcpy(&object->apart, &room, sizeof(room));		\
	}								\
	return own_ok(made);						\
}									\
__own_user_makers(tag)

/* Up to 192 bytes there are sizes between the powers of two, and the rounding is small. */
static inline bool __own_user_is_apart(size_t header, size_t length)
{
	return length > 192 && kmalloc_size_roundup(header + length) >
			       header + kmalloc_size_roundup(length);
}

#define __own_user_element(tag, elements)					\
	typeof(((__own_type(tag) *)NULL)->elements[0])

/* Declares @object, and returns if there is none. */
#define __own_user_alloc_object(tag, elements, length, is_apart, ...)	\
	__own_type(tag) *object;					\
	const size_t __own_size = sizeof(object->elements[0]);		\
	typeof(__own_user_count(object, ##__VA_ARGS__)) __own_stored = length / __own_size; \
									\
	if (length % __own_size)					\
		return own_fail(tag, -EINVAL);				\
	if (length / __own_size > limit || __own_stored != length / __own_size) \
		return own_fail(tag, -E2BIG);				\
	object = __##tag##_memory(struct_size(object, elements,		\
					      (is_apart) ? 0 : length / __own_size), true, gfp); \
	if (!object)							\
		return own_fail(tag, -ENOMEM);				\
	__own_user_zero(object, offsetof(__own_type(tag), elements));	\
	__own_user_count(object, ##__VA_ARGS__) = __own_stored

#define __own_user_makers(tag)						\
_Static_assert(__##tag##_size_is_free,					\
	       "own: the objects of a cache have one size; " #tag " needs OWN_KVMALLOC"); \
__own_user_alloc_from(tag, read, struct own_user_reader, own_user_left)	\
__own_user_alloc_from(tag, iter_read, struct iov_iter, iov_iter_count)	\
static inline __maybe_unused struct tag##_result			\
tag##_user_gather(struct own_user_reader *list, size_t size, size_t address, size_t length, \
		  size_t count, gfp_t gfp)				\
{									\
	const size_t room = size_mul(count, sizeof(*__##tag##_user_room(NULL))); \
	own_auto(tag, object, __##tag##_user_alloc(room, SIZE_MAX, gfp)); \
	int err;							\
									\
	if (own_none(object))						\
		return own_pass(object);				\
	err = __own_user_gather(list, size, address, length,		\
				(u8 *)__##tag##_user_room(own_mut(object)), room); \
	if (err)							\
		return own_fail(tag, err);				\
	return own_ok(object);						\
}									\
_Static_assert(sizeof(struct tag) == sizeof(void *), #tag)

#define __own_user_alloc_from(tag, read, source, left)	\
static inline __maybe_unused struct tag##_result			\
tag##_user_##read(source *from, size_t limit, gfp_t gfp)			\
{									\
	own_auto(tag, object, __##tag##_user_alloc(left(from), limit, gfp)); \
	int err;							\
									\
	if (own_none(object))						\
		return own_pass(object);				\
	err = __own_user_##read##_bytes(from, __##tag##_user_room(own_mut(object)), \
					  left(from)); \
	if (err)							\
		return own_fail(tag, err);				\
	return own_ok(object);						\
}

/**
 * own_user_read_alloc() - make an owned object from all that is left of a reader
 * @tag: what DEFINE_OWN_USER_ALLOC() was told
 * @from: pointer to the reader
 * @limit: the most elements that are accepted; checked before anything is allocated
 * @gfp: allocation flags, such as %GFP_KERNEL_ACCOUNT
 *
 * The elements are filled, their number is set, the members in front are zero.
 * If anything fails nothing is left allocated.
 *
 * Context: As own_user_read().
 * Return: ``struct tag_result``: the object, or %-E2BIG (more than @limit
 * elements, or more than the count can say), %-EINVAL (not a whole number of
 * elements), %-ENOMEM, %-EFAULT.
 *
 * Rust: ``UserSlice::read_all()``.
 */
#define own_user_read_alloc(tag, from, limit, gfp)				\
	tag##_user_read(__own_user_may_sleep(from), limit, gfp)

/**
 * own_user_iter_read_alloc() - make an owned object from all that is left of an iov_iter
 * @tag: what DEFINE_OWN_USER_ALLOC() was told
 * @from: the iov_iter that write_iter() was given
 * @limit: the most elements that are accepted; checked before anything is allocated
 * @gfp: allocation flags, such as %GFP_KERNEL_ACCOUNT
 *
 * Like own_user_read_alloc().
 *
 * Context: As own_user_read().
 * Return: As own_user_read_alloc().
 */
#define own_user_iter_read_alloc(tag, from, limit, gfp)			\
	tag##_user_iter_read(__own_user_may_sleep(from), limit, gfp)

/**
 * own_user_gather_alloc() - make an owned object from several buffers of user memory
 * @tag: what DEFINE_OWN_USER_ALLOC() was told
 * @list: pointer to a reader of an array of @type, all of which is read
 * @type: what describes one buffer
 * @address: its member, a u64, that says where the buffer begins
 * @length: its member, a u64, that says how many bytes it has
 * @count: how many elements the buffers are together; bound what user space says
 * @gfp: allocation flags, such as %GFP_KERNEL_ACCOUNT
 *
 * Like own_user_read_alloc(), from one buffer after the other.
 *
 * Context: As own_user_read().
 * Return: ``struct tag_result``: the object, or %-E2BIG (more than its member for the count
 * can say), %-ENOMEM, %-EFAULT, %-ERANGE (half a @type at the end of @list), %-EOVERFLOW
 * (the lengths do not fit 64 bits), %-EINVAL (the buffers are not together @count elements).
 *
 * Rust: ``KVec::with_capacity()`` and ``UserSliceReader::read_all()`` for each.
 */
#define own_user_gather_alloc(tag, list, type, address, length, count, gfp)	\
	tag##_user_gather(__own_user_may_sleep(list), sizeof(type),	\
			  __own_user_u64(type, address), __own_user_u64(type, length), \
			  count, gfp)

#define __own_user_u64(type, member)					\
({									\
	_Static_assert(__builtin_types_compatible_p(typeof(((type *)NULL)->member), u64), \
		       "own: '" #member "' of '" #type "' is not a u64");	\
	offsetof(type, member);						\
})

#endif /* OWN_USER_H */
