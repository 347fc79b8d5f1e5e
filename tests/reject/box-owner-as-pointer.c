// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an owner is used as the pointer that it is not
 * Rust: E0308
 * gcc: error: invalid operands to binary == \(have 'struct parcel_own_owner__needs_own_none_own_use_or_own_take'
 * gcc: error: invalid type argument of '->' \(have 'struct parcel_own_owner__needs_own_none_own_use_or_own_take'\)
 * gcc: error: incompatible type for argument 1 of
 * gcc: error: incompatible types when returning type 'struct parcel_own_owner__needs_own_none_own_use_or_own_take'
 * clang context-analysis: error: invalid operands to binary expression \('struct parcel_own_owner__needs_own_none_own_use_or_own_take'
 * clang context-analysis: error: member reference type 'struct parcel_own_owner__needs_own_none_own_use_or_own_take' is not a pointer
 * clang context-analysis: error: no member named 'len' in
 * clang context-analysis: error: passing 'struct parcel_own_owner__needs_own_none_own_use_or_own_take' to parameter
 * clang context-analysis: error: returning 'struct parcel_own_owner__needs_own_none_own_use_or_own_take'
 * coccinelle: silent: this is a matter of types
 * sparse: warning: incompatible types for operation \(==\)
 * sparse: warning: cannot dereference this type
 * sparse: warning: incorrect type in return expression
 *
 * What is printed says what to write instead: own_none(), own_use(), own_take().
 */
#include "../prelude.h"

u32 tag_of_parcel(const struct parcel *parcel);

int send(size_t len)
{
	own_auto(parcel_own, p, parcel_new(len));
	u32 tag;

#ifdef MENDED
	if (own_none(p))
		return own_err(p);
	if (own_use(p)->len > PAGE_SIZE)
		return -EMSGSIZE;
	tag = tag_of_parcel(own_use(p));
#else
	if (p == NULL)		/* ERROR */
		return -ENOMEM;
	if (p->len > PAGE_SIZE)	/* ERROR */
		return -EMSGSIZE;
	tag = tag_of_parcel(p);	/* ERROR: gcc clang context-analysis */
#endif
	return tag;
}

struct parcel_own_result new_parcel(size_t len)
{
	own_auto(parcel_own, p, parcel_new(len));

	if (own_none(p))
		return own_pass(p);
#ifdef MENDED
	return own_ok(p);
#else
	if (own_use(p)->len)
		return p;	/* ERROR */
	return own_fail(parcel_own, -EINVAL);
#endif
}
