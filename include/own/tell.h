/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_TELL_H
#define OWN_TELL_H

/*
 * What own-check goes by: types, members, functions and variables say what they are to it,
 * because names may change. It defines OWN_CHECK; any other build sees nothing of this.
 */
#ifdef OWN_CHECK
# define __own_role(what)		__attribute__((__own_role__(#what)))
/* What a variable points to may be used until @guard ends. */
# define __own_lent_by(guard)		__attribute__((__own_lent_by__(&(guard))))
/* When this variable ends, so does what @owner lends. */
# define __own_lends(owner)		__attribute__((__own_lends__(&(owner))))
# define __own_contract(kind, pointer)	__attribute__((__own_contract__(#kind, #pointer)))
/* An owner is asked why it is empty. */
# define __own_tell_why(error)		__own_why_is_asked(&(error))
static __always_inline __own_role(why) void __own_why_is_asked(const int *error)
{
}
/* What a message would show is looked at, also where the message is compiled away. */
# include <linux/dev_printk.h>
# undef no_printk
# define no_printk(fmt, ...)		_printk(fmt, ##__VA_ARGS__)
# undef dev_no_printk
# define dev_no_printk(level, dev, fmt, ...)	_dev_printk(level, dev, fmt, ##__VA_ARGS__)
#else
# define __own_role(what)
# define __own_lent_by(guard)
# define __own_lends(owner)
# define __own_contract(kind, pointer)
# define __own_tell_why(error)
#endif

/*
 * Where warnings are given. In a macro of a system header a compiler does not show one;
 * in a function that was inlined it does, gcc with the line of the user's that it was
 * inlined into. So this file is no system header.
 */

static __always_inline __own_role(unproved) void __own_call(void (*function)(void))
{
	function();
}

/* What is said of a linear owner that is lost; see own_linear(). */
#define __own_linear_message(name)					\
	"own: the linear owner '" name "' is not handed on on some path (leak); own_take() or own_drop() it before every return"

#ifdef __clang__
static __always_inline void __own_warn_of_linear(const void *symbol)
{
	asm volatile(".warning \"" __own_linear_message("%c0") "\"" : : "i" (symbol));
}
#endif

#endif /* OWN_TELL_H */
