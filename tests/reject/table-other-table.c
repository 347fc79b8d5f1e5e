// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a handle of one table is looked up in another kind of table
 * Rust: E0308
 * gcc: error: passing argument 1 of 'box_handle_get' from incompatible pointer type
 * clang: error: incompatible pointer types passing 'struct sockets \*' to parameter of type 'struct handles \*'
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: no rule looks for it
 * sparse: warning: incorrect type in argument 1 \(different base types\)
 */
#include "../prelude.h"

#include <own/table.h>

DEFINE_OWN_TABLE(handles, box_handle, parcel_handle);
DEFINE_TABLE_REF(handles, box_handle, box_ref, struct box, own_table_ignore, own_table_ignore);
DEFINE_TABLE_OWN(handles, parcel_handle, parcel_own, struct parcel);


DEFINE_OWN_TABLE(sockets, socket_handle);
DEFINE_TABLE_REF(sockets, socket_handle, box_ref, struct box, own_table_ignore, own_table_ignore);

int ask(struct handles *handles, struct sockets *sockets, u32 handle)
{
#ifdef MENDED
	own_auto(box_ref, box, box_handle_get(handles, handle, 0));
#else
	own_auto(box_ref, box, box_handle_get(sockets, handle, 0));	/* ERROR */
#endif
	return own_err(box);
}
