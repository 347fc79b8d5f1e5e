// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct but rejected: the address of an owner is passed to a function that is not inlined
 * Rust: none (&mut Option<Box<T>> is followed)
 * gcc: warning: own: 'p' is taken or dropped here, but on some path it was taken or dropped before
 * gcc: warning: own: 'p' is taken or dropped here, but on some path own_none\(\) was not asked whether it holds anything
 * gcc: error: own: 'p' is taken or dropped here while it is borrowed; end the borrow's scope first
 * clang: warning: own: 'p' is taken or dropped here, but on some path it was taken or dropped before
 * clang: warning: own: 'p' is taken or dropped here, but on some path own_none\(\) was not asked whether it holds anything
 * clang: error: own: 'p' is taken or dropped here while it is borrowed; end the borrow's scope first
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 *
 * The function could have emptied it. Borrow the object, or take it and get it back.
 */
#include "../prelude.h"

#ifdef MENDED
noinline u32 tag_of(const struct parcel *parcel)
{
	return parcel->tag;
}
#else
u32 tag_of(const struct parcel_own_owner__needs_own_none_own_use_or_own_take *owner);
#endif

int send(size_t len)
{
	own_auto(parcel_own, p, parcel_new(len));
	u32 tag;

	if (own_none(p))
		return own_err(p);
#ifdef MENDED
	tag = tag_of(own_use(p));
#else
	tag = tag_of(&p);
#endif
	parcel_send(own_take(p));	/* ERROR */
	return tag;
}
