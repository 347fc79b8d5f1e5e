/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_ANNOTATE_H
#define OWN_ANNOTATE_H

/**
 * DOC: The second look
 *
 * The proofs of prove.h follow owners. They do not follow a raw pointer that
 * somebody kept, and they do not know what a called function asks for. Clang's
 * context analysis, which Linux uses for locks, follows both, and ``make
 * analyze`` runs it: each object has a *permission*, a lock that exists at
 * compile time only. own_use(), own_mut(), borrows and guards give it; taking,
 * dropping and the end of the scope withdraw it; a function may ask for it:
 *
 * .. code-block:: c
 *
 *	void parcel_seal(struct parcel *parcel) __own_borrows_mut(parcel);
 *
 *	struct parcel *raw = own_mut(p);
 *	parcel_queue_push(&state->queue, own_take(p));
 *	parcel_seal(raw);		// reported: it went with 'p'
 *
 * Nothing is added to a type for that. The permission belongs to the pointer, so
 * a ``struct pid`` has one like any other. Reading a member is not a function
 * call; a structure whose members shall be watched as well says so:
 *
 * .. code-block:: c
 *
 *	struct parcel {
 *		OWN_PERMISSION;
 *		size_t len __own_member;
 *	};
 *	own_permission_of(struct parcel);
 *
 * What it costs: nothing is left of it. OWN_PERMISSION takes no room, and without the
 * analysis the other macros are empty.
 *
 * What it cannot see: a pointer into the middle of an object; a pointer that was
 * kept in memory or returned (own-check, a part of ``make analyze``, reports
 * those); the call of a function that asks for nothing. A watched member may be
 * read while *some* object of its type may be used, because in C the analysis
 * knows the lock of a member by its name only.
 *
 * It asks for nothing without a contract, a watched member or a mark of the order of
 * locks: it does not judge tests and branches, it only gives and withdraws.
 *
 * When not to use it: a contract on one function asks for contracts on those that
 * call it with a plain pointer. Start with the functions that change an object.
 *
 * Rust: the references in a function's signature, and their lifetimes.
 */

#include <own/prove.h>
#if __OWN_QUIET_MACROS
#pragma GCC system_header
#endif

#include <linux/compiler.h>

/**
 * __own_keeps() - contract: the function stores a pointer to the object where it outlives the call
 * @pointer: name of a parameter
 *
 * Stands behind the function's declaration, for a function of your own that registers an
 * object, as list_add() does. own-check then reports an owner that drops the object while
 * the pointer is still there. It takes part in no other check.
 *
 * Rust: a parameter of type ``&'static T``.
 */
#define __own_keeps(pointer)		__own_contract(keeps, pointer)

#if defined(WARN_CONTEXT_ANALYSIS) && !defined(__CHECKER__)

/* The name is part of clang's sentence: "requires holding a borrow of 'p'". */
struct __attribute__((__capability__("a borrow of"))) own_permission { };

/*
 * The permission to use an object is the object's own address: the analysis
 * looks through casts, so this works for any type.
 */
static __always_inline const struct own_permission *
__own_permission(const volatile void *object)
	__returns_ctx_lock((const struct own_permission *)object)
{
	return (const struct own_permission *)object;
}

/* The same for watched members; own_permission_of() overloads it for a type. */
static __always_inline const struct own_permission *
__own_members(const volatile void *object) __attribute__((__overloadable__))
	__returns_ctx_lock((const struct own_permission *)object)
{
	return (const struct own_permission *)object;
}

static __always_inline void
__own_permit_both(const struct own_permission *object, const struct own_permission *members)
	__no_context_analysis __assumes_ctx_lock(object, members) { }

/* Withdraws a permission, whether it was given before or not. */
# define __own_withdraws_these(...)					\
	__no_context_analysis __assumes_ctx_lock(__VA_ARGS__)		\
	__attribute__((__release_generic_capability__(__VA_ARGS__)))

static __always_inline void
__own_withdraw_both(const struct own_permission *object, const struct own_permission *members)
	__own_withdraws_these(object, members) { }

static __always_inline void __own_scope_end(const void *pointer)
	__own_withdraws_these(__own_permission(*(const void *const *)pointer)) { }

# define __own_both(pointer)	__own_permission(pointer), __own_members(pointer)
# define __own_permit(pointer)	__own_permit_both(__own_both(pointer))
# define __own_withdraw(pointer) __own_withdraw_both(__own_both(pointer))
/* On a function, such as one that ends a scope. */
# define __own_withdraws(pointer) __own_withdraws_these(__own_both(pointer))
/* On a pointer variable: what it points to may be used while it is in scope. */
# define __own_scoped		__cleanup(__own_scope_end)
# define __own_permitted(name)						\
	, *const __UNIQUE_ID(own_permitted) __maybe_unused =		\
		({ __own_permit(name); (name); })
# define __own_unanalysed	__no_context_analysis

/* Held, to the analysis, in the scope of an own_guard() of a spinning lock. */
struct __attribute__((__capability__("a spinlock of"))) __own_atomic { };
extern const struct __own_atomic *const __own_this_scope;

static __always_inline void *__own_atomic_begin(void)
	__no_context_analysis __assumes_ctx_lock(__own_this_scope)
{
	return NULL;
}

static __always_inline void __own_atomic_end(const void *unused)
	__own_withdraws_these(__own_this_scope) { }

# define __own_atomic_scope						\
	const void *const __UNIQUE_ID(own_atomic) __cleanup(__own_atomic_end) \
		__maybe_unused = __own_atomic_begin();
# define __own_atomic_too						\
	, *const __UNIQUE_ID(own_atomic) __cleanup(__own_atomic_end)	\
		__maybe_unused = __own_atomic_begin()

/**
 * define __own_sleeps - contract: the function may sleep
 *
 * Stands behind the function's declaration. Under the analysis it cannot be called
 * in the scope of an own_guard() of a spinning lock. own_may_sleep() is the check
 * for a macro, which every compiler makes.
 *
 * The analysis does not ask whether the caller says so, too: a function that calls
 * this one and has no contract hides it.
 *
 * Rust: none in the language; the tool klint.
 */
# define __own_sleeps			__must_not_hold(__own_this_scope)

# define __own_borrows(pointer)		__must_hold_shared(__own_both(pointer))
# define __own_borrows_mut(pointer)	__must_hold(__own_both(pointer))
# define __own_consumes(pointer)	__releases(__own_both(pointer))

/**
 * define __own_member - mark a member that only a borrow of the object gives access to
 *
 * The structure has an OWN_PERMISSION and an own_permission_of().
 */
# define __own_member			__guarded_by(&__permission)
# define own_permission_of(type)					\
static __always_inline const struct own_permission *			\
__own_members(const type *object) __attribute__((__overloadable__))	\
	__returns_ctx_lock(&object->__permission)			\
{									\
	return &object->__permission;					\
}									\
struct own_permission

/* A type with a lock inside can stand in an order. The kind is part of clang's sentence. */
# define __own_ordered			__attribute__((__capability__("the lock of")))
struct __own_ordered __own_lock_mark { };
# define OWN_LOCK_MARK(name)		extern const struct __own_lock_mark name
# define __own_acquired_before(mark)	__attribute__((__acquired_before__(mark)))
# define __own_acquired_after(mark)	__attribute__((__acquired_after__(mark)))

#else

struct own_permission { };

# define __own_permit(pointer)		((void)0)
# define __own_withdraw(pointer)	((void)0)
# define __own_withdraws(pointer)
# define __own_scoped
# define __own_permitted(name)
# define __own_unanalysed
# define __own_atomic_scope
# define __own_atomic_too

# define __own_sleeps			__own_role(sleeps)

/**
 * __own_borrows() - contract: the function looks at the object
 * @pointer: name of a parameter
 *
 * Stands behind the function's declaration. Under the analysis the caller must
 * have the object from own_use(), a borrow, a guard, or a contract of its own.
 *
 * Rust: a parameter of type ``&T``.
 */
# define __own_borrows(pointer)		__own_contract(borrows, pointer)

/**
 * __own_borrows_mut() - contract: the function changes the object
 * @pointer: name of a parameter
 *
 * As __own_borrows(), for a function that nobody else may use the object with.
 *
 * Rust: a parameter of type ``&mut T``.
 */
# define __own_borrows_mut(pointer)	__own_contract(borrows, pointer)

/**
 * __own_consumes() - contract: the function ends the caller's use of the object
 * @pointer: name of a parameter
 *
 * For functions of existing code that take a plain pointer over; a function of
 * your own takes a ``struct tag`` and needs no contract, because its type says so.
 * The body hands the pointer to own_unsafe_from().
 *
 * Rust: a parameter of type ``Box<T>``.
 */
# define __own_consumes(pointer)	__own_contract(consumes, pointer)

# define __own_member

/**
 * own_permission_of() - say that a type has an OWN_PERMISSION
 * @type: the type
 *
 * Stands after the structure and before the first DEFINE_OWN(), DEFINE_OWN_REF() or
 * contract that concerns it.
 */
# define own_permission_of(type)	struct own_permission

# define __own_ordered

/**
 * OWN_LOCK_MARK() - a place in the order of locks
 * @name: its name
 *
 * Locks of different structures cannot name each other in a declaration, so the order
 * is told by marks, in one place, outermost first:
 *
 * .. code-block:: c
 *
 *	OWN_LOCK_MARK(below_depot);
 *
 *	struct depot {
 *		OWN_LOCKED(struct mutex, struct depot_state) state
 *			__own_acquired_before(below_depot);
 *	};
 *
 *	struct box {
 *		OWN_LOCKED(spinlock_t, struct box_state) state
 *			__own_acquired_after(below_depot);
 *	};
 *
 * Under the analysis, an own_guard() of the depot inside an own_guard() of a box is then
 * reported. Nothing is defined; a mark exists while compiling only.
 *
 * The caller may not conclude that the order holds everywhere: the analysis looks at
 * one function, and a lock that the caller of that function holds is not seen. Lockdep
 * sees the rest, on the paths that are taken.
 *
 * Rust: none; lock order is not part of the language.
 */
# define OWN_LOCK_MARK(name)		struct own_permission

/**
 * __own_acquired_before() - declare that a lock is taken before those after a mark
 * @mark: an OWN_LOCK_MARK()
 *
 * Stands behind the name of an OWN_LOCKED() member.
 */
# define __own_acquired_before(mark)

/**
 * __own_acquired_after() - declare that a lock is taken after those before a mark
 * @mark: an OWN_LOCK_MARK()
 *
 * Stands behind the name of an OWN_LOCKED() member.
 */
# define __own_acquired_after(mark)

#endif

/**
 * define OWN_PERMISSION - what a structure with an __own_member contains
 *
 * A member of no size. Initialise such a structure by the names of its members.
 */
#define OWN_PERMISSION		struct own_permission __permission

/**
 * own_unsafe_permit() - tell the analysis that an object may be used
 * @pointer: a variable that points to the object
 *
 * For a pointer that was not had from an owner, a borrow or a guard, and goes to
 * a function with a contract. Holds until something withdraws it.
 *
 * Unsafe: the analysis believes it. Say why it is true in a ``SAFETY:`` comment.
 *
 * Context: Any. Costs nothing.
 */
#define own_unsafe_permit(pointer)	__own_permit(pointer)

#endif /* OWN_ANNOTATE_H */
