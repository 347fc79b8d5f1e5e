/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_ALLOC_H
#define OWN_ALLOC_H

/**
 * DOC: Where an object comes from, and how it ends
 *
 * The end of an object is two things that plain C writes into one function: what it
 * owns is given up, and its memory goes back to where it came from. Both are easily
 * wrong: a member that was added last year is forgotten, memory from a cache is
 * given to kfree(). So both are said once, where the type is, and the library writes
 * the function:
 *
 * .. code-block:: c
 *
 *	struct content {
 *		struct kref refs;
 *		struct pid_ref_once sender;
 *		struct index_own_slot index;
 *		u8 bytes[];
 *	};
 *	DEFINE_OWN(content_own, struct content, OWN_KVMALLOC,
 *		   own_member(pid_ref, sender), own_member(index_own, index));
 *
 * own_alloc() takes the memory from where it goes back to. The steps are made in the
 * order in which they stand. What is to be done besides is a function that gets
 * the object while nobody else has it, and does not free it:
 *
 * .. code-block:: c
 *
 *	static void box_end(struct box *box)
 *	{
 *		depot_refund(depot_ref_of(&box->depot), box);
 *	}
 *	DEFINE_OWN(box_own, struct box, OWN_CACHE(box_cache), own_run(box_end),
 *		   own_locked_member(parcel_queue, state, queue), own_member(depot_ref, depot));
 *
 * A type that has members which own, and is given no step, does not compile.
 *
 * Several files, or a parent and its children
 * ===========================================
 *
 * DEFINE_OWN() needs the whole type, because it contains its end. Where types
 * contain each other's owners or queues, or a header serves several files, the two
 * are told apart:
 *
 * .. code-block:: c
 *
 *	DECLARE_OWN(folder_own, struct folder);		// in the header, first
 *	DECLARE_OWN_QUEUE(folder_queue, folder_own);
 *
 *	struct folder {
 *		struct list_head node;
 *		struct folder_queue folders;		// of its own kind
 *	};
 *	IMPLEMENT_OWN_QUEUE(folder_queue, folder_own, struct folder, node);
 *
 *	IMPLEMENT_OWN(folder_own, struct folder, OWN_KMALLOC,	// in one .c file
 *		      own_member(folder_queue, folders));
 *
 * What it costs: for each member a store of %NULL, which code by hand would leave out
 * just before it frees.
 *
 * What it cannot prevent: that of several members which own one is left out of the
 * list, or all of them where there is an own_run(); ``make analyze`` finds it. A
 * function of own_run() that frees, or that keeps the pointer. A cache whose objects
 * are too small. With clang, that no step is given for an array of members that own.
 * And a tree that is dropped recursively needs as much stack as it is deep.
 *
 * When not to use it: for memory managed by devm_*(), which has no owner in the
 * code, and for the kernel's own objects: DEFINE_OWN_ADOPTED().
 *
 * Rust: ``Drop`` and what the compiler does after it; the allocator parameter of
 * ``Box<T, A>``.
 */

#include <own/box.h>
#include <own/context.h>
#if __OWN_QUIET_MACROS
#pragma GCC system_header
#endif

#include <linux/overflow.h>
#include <linux/slab.h>

/*
 * Where memory comes from: a word and its argument. Any other name is a function,
 * which ends what it gets. kzalloc() and so on are spelt as their own definitions
 * spell them: a file that includes strict.h has none.
 */
#define __OWN_MEMORY_OWN_KMALLOC		(kmalloc, 0)
#define __OWN_MEMORY_OWN_KVMALLOC		(kvmalloc, 0)
#define __OWN_MEMORY_OWN_CACHE(what)		(cache, what)
#define __own_memory_probe(from, what)		, 1
#define __own_memory_known(memory)		__own_probed(__own_memory_probe __OWN_MEMORY_##memory, 0)
#define __own_memory_1(memory)			__OWN_MEMORY_##memory
#define __own_memory_0(memory)			(function, memory)
#define __own_memory(memory)			__own_cat(__own_memory_, __own_memory_known(memory))(memory)

#define __own_alloc_from(from, what)		__own_alloc_##from(what)
#define __own_alloc_kmalloc(what)		alloc_hooks(kmalloc_noprof(size, gfp))
#define __own_alloc_kvmalloc(what)		alloc_hooks(kvmalloc_noprof(size, gfp))
#define __own_alloc_cache(what)			alloc_hooks(kmem_cache_alloc_noprof(what, gfp))
#define __own_alloc_function(what)						\
	(flexible ? alloc_hooks(kvmalloc_noprof(size, gfp)) : alloc_hooks(kmalloc_noprof(size, gfp)))

#define __own_free_to(from, what)		__own_free_##from(what)
#define __own_free_kmalloc(what)		kfree(__own_ending)
#define __own_free_kvmalloc(what)		kvfree(__own_ending)
#define __own_free_cache(what)			kmem_cache_free(what, __own_ending)
#define __own_free_function(what)		what(__own_ending)

/* A type that has members which own cannot be assigned to. */
#define __own_members_some(tag, type)
#define __own_members_none(tag, type)					\
static __always_inline __maybe_unused void				\
__##tag##_has_no_owning_member(type *own_has_members_that_own_name_them_here, \
			       const type *other)			\
{									\
	*own_has_members_that_own_name_them_here = *other;		\
}

/* All objects of a cache have one size. */
#define __own_size_is_free(from, what)		__own_size_is_free_##from
#define __own_size_is_free_kmalloc		1
#define __own_size_is_free_kvmalloc		1
#define __own_size_is_free_cache		0
#define __own_size_is_free_function		1

/* The two functions that know where the memory comes from. */
#define __own_life(linkage, tag, type, memory, ...)			\
enum { __##tag##_size_is_free = __own_apply(__own_size_is_free, __own_memory(memory)) }; \
static __always_inline __maybe_unused type *				\
__##tag##_memory(size_t size, bool flexible, gfp_t gfp)			\
{									\
	return __own_apply(__own_alloc_from, __own_memory(memory));	\
}									\
linkage(type *__own_ending __own_role(ending)) __own_unanalysed		\
{									\
	__VA_ARGS__;							\
	__own_apply(__own_free_to, __own_memory(memory));		\
}									\
__own_cat(__own_members_, __own_count(__VA_ARGS__))(tag, type)

/* Where the last reference is put, which is seldom: out of line, if the end is not. */
#define __own_last(tag, type)						\
static noinline __maybe_unused void __##tag##_drop_last(type *object) __own_unanalysed \
{									\
	__##tag##_drop(object);						\
}									\
_Static_assert(sizeof(struct tag) == sizeof(void *), #tag)

/**
 * DEFINE_OWN() - define the owner types of an object, and its end
 * @tag: name of the type that crosses functions, by custom ``OBJECT_own``
 * @type: type of the object
 * @memory: where it comes from and goes back to: %OWN_KMALLOC, %OWN_KVMALLOC,
 *	OWN_CACHE(cache), or a function ``void end(type *)`` that frees it
 * @...: up to sixteen steps of its end, in order: own_member(), own_locked_member(),
 *	own_run()
 *
 * Defines ``struct tag``, ``struct tag_result`` and ``struct tag_rest``, what
 * own_auto() and own_linear() need, and for members that own ``struct tag_slot`` and
 * ``struct tag_once`` with::
 *
 *	struct tag_result tag_swap(struct tag_slot *slot, struct tag value);
 *	struct tag_result tag_take_from(struct tag_slot *slot);
 *	void tag_set(struct tag_slot *slot, struct tag value);
 *	void tag_set_once(struct tag_once *once, struct tag value);
 *	const type *tag_of(const struct tag_once *once);
 *
 * The first two return what the slot held, which may not be ignored. ``tag_set()``
 * drops it. own_peek() looks. ``tag_set_once()`` is for a member that nobody else
 * can see yet, or that is locked; set a second time, it warns and keeps the first.
 * ``tag_of()`` gives what it was set to, good as long as the object that it is in.
 *
 * A function as @memory is for what was made by other means than own_alloc(). (If it
 * ends in kfree() then own_alloc() may be used, if in kvfree() also
 * own_alloc_flex().) Nothing checks that it frees.
 *
 * Rust: ``KBox<T>`` together with ``impl Drop for T``.
 */
#define DEFINE_OWN(tag, type, memory, ...)				\
static __own_role(drop) void __##tag##_drop(type *object);		\
__own_family(tag, type, const type, type, struct { } __own_mut_needs_a_unique_owner __own_role(unique);) \
__own_auto_end(tag);							\
__own_life(static inline __maybe_unused void __##tag##_drop, tag, type, memory, ##__VA_ARGS__) \
__own_last(tag, type)

/**
 * DECLARE_OWN() - declare the owner types of an object whose type may be incomplete
 * @tag: name of the type that crosses functions, by custom ``OBJECT_own``
 * @type: type of the object
 *
 * Everything that DEFINE_OWN() gives, except own_alloc() and the end, which
 * IMPLEMENT_OWN() gives in one file.
 */
#define DECLARE_OWN(tag, type)						\
typedef type __##tag##_object_type;	/* declares it, if nobody did */	\
void __##tag##_end(type *object);					\
static __always_inline __own_role(drop) void				\
__##tag##_drop(type *object) __own_unanalysed				\
{									\
	__##tag##_end(object);						\
}									\
static __always_inline __maybe_unused void				\
__##tag##_drop_last(type *object) __own_unanalysed			\
{									\
	__##tag##_end(object);						\
}									\
__own_family(tag, type, const type, type, struct { } __own_mut_needs_a_unique_owner __own_role(unique);) \
__own_auto_end(tag)

/**
 * IMPLEMENT_OWN() - what DECLARE_OWN() left open
 * @tag: what DECLARE_OWN() declared
 * @type: type of the object, complete
 * @memory: as for DEFINE_OWN()
 * @...: as for DEFINE_OWN()
 *
 * Once in a module. The function has external linkage and is called
 * ``__tag_end()``: in a driver that is built into the kernel, no other may have
 * the same tag.
 */
#define IMPLEMENT_OWN(tag, type, memory, ...)				\
__own_life(void __##tag##_end, tag, type, memory, ##__VA_ARGS__)	\
_Static_assert(sizeof(struct tag) == sizeof(void *), #tag)

/**
 * DEFINE_OWN_ADOPTED() - define owner types over an object of the kernel's
 * @tag: name of the type that crosses functions, such as ``firmware_own``
 * @type: type of the object, which may be incomplete
 * @end: function or macro ``end(type *)`` that ends its life
 *
 * As DEFINE_OWN(), but there is no own_alloc(): what a kernel function returned is
 * adopted with own_unsafe_result().
 *
 * Rust: ``Owned<T>`` with ``Ownable``.
 */
#define DEFINE_OWN_ADOPTED(tag, type, end)				\
typedef type __##tag##_object_type;					\
static __always_inline __own_role(drop) void				\
__##tag##_drop(type *object) __own_unanalysed				\
{									\
	end(object);							\
}									\
__own_family(tag, type, const type, type, struct { } __own_mut_needs_a_unique_owner __own_role(unique);) \
__own_auto_end(tag)

/**
 * own_member() - a step of an object's end: a member that owns
 * @kind: what defined the type of the member: DEFINE_OWN(), DEFINE_OWN_REF(),
 *	DEFINE_OWN_QUEUE(), DEFINE_OWN_TABLE() or DEFINE_OWN_REVOCABLE()
 * @member: the member
 *
 * What it holds is dropped.
 */
#define own_member(kind, member)					\
	__##kind##_end_member(&__own_ending->member)

/**
 * own_locked_member() - a step of an object's end: a member of locked data that owns
 * @kind: as for own_member()
 * @lock: the OWN_LOCKED() member
 * @...: the member of its data; nothing if the data is what owns
 *
 * The lock is not taken: nobody else has the object.
 */
#define own_locked_member(kind, lock, ...)				\
	__##kind##_end_member(__own_cat(__own_part_, __own_count(__VA_ARGS__)) \
			      (own_locked_mut(&__own_ending->lock), ##__VA_ARGS__))

#define __own_part_none(data)			(data)
#define __own_part_some(data, member)		(&(data)->member)

/**
 * own_run() - a step of an object's end: a function
 * @function: ``void function(type *object)``
 *
 * It has the object alone, with everything in it that was not named before. It may
 * change the object, and does not free it.
 */
#define own_run(function)						\
	function(__own_ending)

#define __own_type(tag)		typeof(*((__own_owner(tag) *)NULL)->__object)

/* What an allocator returns is never an ERR_PTR(), and the compiler may know. */
#define __own_allocated(tag, pointer)					\
({									\
	__own_type(tag) *__own_new = (pointer);				\
									\
	own_assume(!__own_is_errno(__own_new));				\
	__own_new ?: __own_errno_object(-ENOMEM);			\
})

/* Where a spinlock is held, or a timer calls, nothing may sleep, as far as the compiler knows the flags. */
#define __own_gfp(gfp)							\
({									\
	const gfp_t __own_flags = (gfp);				\
									\
	own_prove(!__own_in_callback() || !__builtin_constant_p(__own_flags) || \
		  !(__own_flags & __GFP_DIRECT_RECLAIM), allocates_in_callback, \
		  "own: this allocation may sleep, but an interrupt or a timer runs this function; allocate before, or with GFP_ATOMIC"); \
	own_prove(!__own_in_spinning_scope() || !__builtin_constant_p(__own_flags) || \
		  !(__own_flags & __GFP_DIRECT_RECLAIM), allocates_in_atomic, \
		  "own: this allocation may sleep, but a spinlock is held in this scope; allocate before, or with GFP_ATOMIC"); \
	__own_flags;							\
})

/**
 * own_alloc() - allocate an object, zeroed, as a result
 * @tag: what DEFINE_OWN() or IMPLEMENT_OWN() defined
 * @gfp: allocation flags
 *
 * Context: That of an allocation with @gfp. Constant flags that allow sleeping do not
 * compile in the scope of an own_guard() of a spinning lock; others are not looked at.
 * Return: ``struct tag_result``: the object, or %-ENOMEM.
 *
 * Rust: ``KBox::new(T::default(), gfp)?``.
 */
#define own_alloc(tag, gfp)						\
	__##tag##_result(__own_allocated(tag, __##tag##_memory(		\
		sizeof(__own_type(tag)), false, __own_gfp(gfp) | __GFP_ZERO)))

/**
 * own_alloc_flex() - allocate an object that ends in a flexible array, zeroed
 * @tag: what DEFINE_OWN() or IMPLEMENT_OWN() defined, not with OWN_CACHE()
 * @member: the flexible array member
 * @count: number of its elements; a size that overflows fails to allocate
 * @gfp: allocation flags
 *
 * The member that counts the elements is the caller's to set, before the array
 * is touched.
 *
 * What is filled from user memory need not be zeroed first: own_user_read_alloc() and its
 * kin (user.h) do not.
 *
 * Bound a count that user space chose: the allocator warns in the log about more
 * than INT_MAX bytes, unless @gfp has %__GFP_NOWARN.
 *
 * Context: As own_alloc().
 * Return: ``struct tag_result``: the object, or %-ENOMEM.
 */
#define own_alloc_flex(tag, member, count, gfp)				\
({									\
	_Static_assert(__##tag##_size_is_free,				\
		       "own: the objects of a cache have one size; " #tag " needs OWN_KVMALLOC"); \
	__##tag##_result(__own_allocated(tag, __##tag##_memory(		\
		struct_size_t(__own_type(tag), member, count), true,	\
		__own_gfp(gfp) | __GFP_ZERO)));				\
})

/**
 * own_unsafe_from() - own what a raw pointer points to
 * @tag: what DEFINE_OWN() or DEFINE_OWN_REF() defined
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
 * @tag: what DEFINE_OWN() or DEFINE_OWN_REF() defined
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

#endif /* OWN_ALLOC_H */
