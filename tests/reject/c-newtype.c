// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a length is passed where an identifier is wanted
 * Rust: E0308
 * gcc: error: incompatible type for argument 1 of 'find'
 * clang context-analysis: error: passing 'struct parcel_len' to parameter of incompatible type 'struct parcel_id'
 * coccinelle: silent: this is a matter of types
 * sparse: warning: incorrect type in argument 1
 */
#include "../prelude.h"

struct parcel_id { u32 value; };
struct parcel_len { u32 value; };

struct parcel *find(struct parcel_id id);

struct parcel *next(struct parcel_id id, struct parcel_len len)
{
	struct parcel *found;

#ifdef MENDED
	found = find((struct parcel_id){ id.value + len.value });
#else
	found = find(len);	/* ERROR */
#endif
	return found;
}
