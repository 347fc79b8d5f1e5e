/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_PROVE_H
#define OWN_PROVE_H

/**
 * DOC: The proof
 *
 * Every rule of this library is one line of C: if the rule does not hold here,
 * call a function that must not exist. The rule looks at a local record whose
 * address does not leave the function, so the compiler's ordinary constant
 * propagation decides it on every path. When the rule holds, the call is dead
 * code and is deleted with its condition.
 * When it does not hold on some path, the call survives, and the compiler speaks at
 * that line with a sentence that says what is wrong and what to do.
 *
 * This is the mechanism of compiletime_assert() and of FORTIFY_SOURCE. What is
 * new is what it is asked: whether a pointer was tested, whether an owner was
 * already handed on, whether an index was compared with its length.
 *
 * What it costs: compile time. For each owned variable gcc 12 executes 8 to 24 million
 * instructions more than for a pointer, which is some milliseconds (tools/cost --compile
 * counts them); more in functions with many (300 owners in one function take it two to
 * seven times as long as 300 pointers, by what is done with each).
 *
 * What it cannot do: it sees one function at a time, after inlining. What goes
 * through a call that is not inlined is carried by types (see box.h), not by
 * proofs. It does not follow a raw pointer that somebody kept. A proof that
 * fails says "not on every path", not "always": code may be right and the
 * compiler unable to see it, and then the code has to be written so that it
 * can, usually by copying a value to a local and testing the local.
 *
 * What the compiler is sure of is an error: an owner that holds nothing on a path that
 * it sees as one, an owner that was never tested, an index, a borrow. What it can neither
 * prove nor refute is a warning, which never breaks a build, not even with ``-Werror``:
 * the code may be right, and no compiler follows a condition through a loop. That is so
 * with the compilers that were tried with random functions that are right, of which none
 * was an error: %OWN_PROVE_QUALIFIED. With others all of it is a
 * warning.
 *
 * ``-DOWN_PROVE=error`` makes an error of everything that is not proved. That is for code
 * which is written so that the compiler can follow it, such as driver/safe. ``sure``,
 * ``warn`` and ``off`` are the other values. What is proved is the same machine code with
 * all of them, which ``make check-all`` compares; what is not has a test and a call left.
 *
 * The Rust counterpart is the borrow checker; the mechanism is that of the kernel's
 * build_assert!().
 */

#include <linux/bug.h>
#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/kconfig.h>
#include <linux/types.h>

#include <own/tell.h>

/* Whatever the build makes of other warnings, this one never breaks it. */
#ifdef __clang__
#pragma clang diagnostic warning "-Wattribute-warning"
#else
#pragma GCC diagnostic warning "-Wattribute-warning"
#endif

#define __own_mode_paste(a, b)	a##b
#define __own_mode(a, b)	__own_mode_paste(a, b)
#define __OWN_PROVE_off		0
#define __OWN_PROVE_warn	1
#define __OWN_PROVE_sure	2
#define __OWN_PROVE_error	3

/* The versions with which no random function that is right was an error: tests/random. */
#if defined(__clang__)
# define OWN_PROVE_QUALIFIED	(__clang_major__ == 21 || __clang_major__ == 22)
#else
# define OWN_PROVE_QUALIFIED	(__GNUC__ >= 12 && __GNUC__ <= 14)
#endif

/*
 * sparse parses and does not optimise; -O0 does not propagate; branch profiling
 * redefines "if". In these the rules would all fail, so they are not asked.
 */
#if defined(__CHECKER__) || !defined(__OPTIMIZE__) || defined(CONFIG_PROFILE_ALL_BRANCHES)
# define __OWN_PROVE_MODE	-1
#elif defined(OWN_PROVE)
# define __OWN_PROVE_MODE	__own_mode(__OWN_PROVE_, OWN_PROVE)
#elif OWN_PROVE_QUALIFIED
# define __OWN_PROVE_MODE	2
#else
# define __OWN_PROVE_MODE	1
#endif

/*
 * gcc reports an error inside a macro at the definition and then lists every
 * level of expansion. In a header that calls itself a system header it reports
 * the line that the user wrote, and nothing else. It would also hide warnings
 * about these headers, so the library's own checks define OWN_HEADER_WARNINGS.
 */
#if __OWN_PROVE_MODE >= 0 && !defined(OWN_HEADER_WARNINGS)
# define __OWN_QUIET_MACROS	1
#else
# define __OWN_QUIET_MACROS	0
#endif
#if __OWN_QUIET_MACROS
#pragma GCC system_header
#endif

#define __own_paste(a, b)	a##b
#define __own_cat(a, b)		__own_paste(a, b)

/* What a probe in a list of words becomes: its second argument, if there is one. */
#define __own_nth(zeroth, first, ...)		first
#define __own_rescan(...)			__own_nth(__VA_ARGS__)
#define __own_probed(...)			__own_rescan(__VA_ARGS__)

/* "none" for no arguments, "some" for up to sixteen. */
#define __own_count(...)						\
	__own_eighteenth(0, ##__VA_ARGS__, some, some, some, some, some, some, some, some, \
			 some, some, some, some, some, some, some, some, none, 0)
#define __own_eighteenth(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, ...)	r

#define __own_apply(macro, tuple)		__own_apply_to(macro, tuple)
#define __own_apply_to(macro, tuple)		macro tuple

/*
 * Declares something for the statement that follows, which is done once. With a flag it would
 * look like a loop when gcc decides what is worth inlining. @label: of each use its own.
 */
#define __own_for_once(label, ...)					\
	for (__VA_ARGS__; ; ({ goto label; }))				\
		if (0)							\
label:			break;						\
		else

/* clang may merge two identical calls and would then lose the line of both. */
#ifdef __clang__
# define __own_nomerge		__attribute__((__nomerge__))
#else
# define __own_nomerge
#endif

/**
 * own_prove() - require that a condition is known to hold at compile time
 * @condition: what must hold on every path that gets here
 * @rule: a C identifier that names the rule; it shows up in the message
 * @message: string literal, what is wrong and what to do about it
 *
 * An error at this line if the compiler cannot show that @condition holds; a warning with
 * compilers that are not %OWN_PROVE_QUALIFIED. @condition is not evaluated at run time.
 *
 * Test a value, never an address: kernel code is compiled so that the compiler
 * may not conclude that the address of a member differs from %NULL.
 *
 * Context: Any.
 */
#define own_prove(condition, rule, message)				\
	__own_prove(condition, __own_cat(__own_##rule##_, __COUNTER__), message)

#if __OWN_PROVE_MODE >= 0

# if __OWN_PROVE_MODE >= 1
#  define __own_say(message)	__attribute__((__warning__(message)))
# else
#  define __own_say(message)
# endif

# if __OWN_PROVE_MODE < 3
/*
 * Where an unproved call goes, so that the module still links and loads. It is there only if
 * such a call survives, which names it to the compiler.
 */
static noinline __maybe_unused void __own_unproved(void)
{
	/* An empty body would be found to be pure, and its calls deleted. */
	asm volatile("");
}
# endif

/*
 * How the call gets there. gcc is told the name of the symbol. clang would take all
 * functions of that name for one, with one message; it gets a label that is set
 * where the call is, hence only if the call survives.
 */
# ifdef __clang__
#  define __own_unproved_name
#  define __own_unproved_label(function)				\
	asm volatile(".set " __stringify(function) ", %c0" : : "i" (__own_unproved))
#  define __own_unproved_call(function)	function()
# else
#  define __own_unproved_name	__asm__("__own_unproved")
#  define __own_unproved_label(function)				\
	asm_inline volatile("" : : "i" (__own_unproved))
#  define __own_unproved_call(function)	__own_call(function)
# endif

/*
 * With proofs off nothing is said, but the optimiser gets the same branch to delete:
 * without it the code would not be the same.
 */
# define __own_telling(function, message)				\
	extern void function(void) __own_unproved_name __own_nomerge __own_say(message)
# define __own_stopping(function, message)				\
	extern void function(void) __own_nomerge __attribute__((__error__(message)))

# define __own_tell(condition, function, message, doubt)		\
	do {								\
		__own_telling(function, message);			\
		if (!(condition)) {					\
			__own_unproved_label(function);			\
			__own_unproved_call(function);			\
			doubt;						\
		}							\
	} while (0)

# define __own_stop(condition, function, message)			\
	do {								\
		__own_stopping(function, message);			\
		if (!(condition))					\
			function();					\
	} while (0)

#endif

#if __OWN_PROVE_MODE >= 2
# define __own_prove(condition, function, message)	__own_stop(condition, function, message)
#elif __OWN_PROVE_MODE >= 0
# define __own_prove(condition, function, message)	__own_tell(condition, function, message, )
#else
# define __own_prove(condition, function, message)	((void)sizeof(!(condition)))
#endif

/*
 * A rule about paths, which no compiler decides for all correct code: an error where
 * @wrong is known to hold, a warning where @condition is not proved; then @doubt is done,
 * so that nothing is sure behind it.
 */
#if __OWN_PROVE_MODE == 2
/* gcc has less to do without branches, and if it is asked once; clang and own-check are left as they were. */
# if defined(__clang__) || defined(OWN_CHECK)
#  define __own_and(a, b)	((a) && (b))
#  define __own_is_sure(wrong)	(__builtin_constant_p(wrong) && (wrong))
# else
#  define __own_and(a, b)	((a) & (b))
#  define __own_is_sure(wrong)						\
({									\
	const bool __own_wrong = (wrong);				\
									\
	__builtin_constant_p(__own_wrong) && __own_wrong;		\
})
# endif
# define own_prove_path(wrong, condition, rule, message, doubt)		\
	do {								\
		if (__own_is_sure(wrong))				\
			own_prove(false, rule, message);		\
		else							\
			__own_tell(condition,				\
				   __own_cat(__own_perhaps_##rule##_, __COUNTER__), \
				   message, doubt);			\
	} while (0)
#else
# define own_prove_path(wrong, condition, rule, message, doubt)		\
	own_prove(condition, rule, message)
#endif

/* A rule that gcc decides for all correct code that was tried, and clang does not. */
#ifdef __clang__
# define own_prove_gcc(condition, rule, message)			\
	own_prove_path(false, condition, rule, message, )
#else
# define own_prove_gcc(condition, rule, message)	own_prove(condition, rule, message)
#endif

#if defined(OWN_DEBUG) || IS_ENABLED(CONFIG_KASAN)
/* A wrong caller has already corrupted ownership; going on would hide it. */
# define __own_broken_promise()	BUG()
#else
# define __own_broken_promise()	__builtin_unreachable()
#endif

/**
 * own_assume() - use a fact that the caller has proved
 * @condition: what the types of the caller's arguments promise
 *
 * A function that receives an owner by value knows that it is not %NULL,
 * because own_take() proved it where the value was made. This hands the fact
 * to the optimiser. If the promise is broken (a forged value, a cast), debug
 * kernels (KASAN, or a build with ``-DOWN_DEBUG``)
 * stop here; others behave as after any use of a bad pointer.
 *
 * Context: Any.
 */
#define own_assume(condition)						\
	do {								\
		if (unlikely(!(condition))) {				\
			__own_broken_promise();				\
			__builtin_unreachable();			\
		}							\
	} while (0)

/*
 * A name that nobody may use in this scope, or of this structure; using it is an
 * error with this message in every mode.
 */
#if __has_attribute(__unavailable__) && !defined(__CHECKER__)
# define __own_refuse(message)	__attribute__((__unavailable__(message)))
#else
# define __own_refuse(message)
#endif

/*
 * A member that only the library names. Naming it elsewhere is an error in
 * every mode, so a value cannot be forged or looked into by accident.
 */
#define __own_private	__own_refuse("own: private, reach it through the macros")

/* A type whose values may not be thrown away: #[must_use] of Rust. */
#ifdef __CHECKER__
# define __own_must_use
#elif defined(__clang__) && __clang_major__ < 17	/* [[ ]] is of C23 only there */
# define __own_must_use	__attribute__((__warn_unused_result__))
#else
# define __own_must_use	[[nodiscard]]
#endif

#endif /* OWN_PROVE_H */
