// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a type with a member that owns names none, and its end forgets it
 * Rust: none (the compiler drops every member)
 * gcc: error: assignment of read-only location '\*own_has_members_that_own_name_them_here'
 * clang context-analysis: error: cannot assign to lvalue with nested const-qualified data member '__object'
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not ask for const members
 * tokens: warning: own: member 'spare' of struct shelf owns, and the end of 'shelf_own' does not name it
 */
#include "../prelude.h"

struct shelf {
	unsigned int id;
	struct parcel_own_slot spare;
};
#ifdef MENDED
DEFINE_OWN(shelf_own, struct shelf, OWN_KMALLOC, own_member(parcel_own, spare));
#else
DEFINE_OWN(shelf_own, struct shelf, OWN_KMALLOC);	/* ERROR */
#endif
