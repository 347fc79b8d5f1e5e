// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a handle of one table is looked up in another kind of table
 * Rust: E0308
 * gcc: error: passing argument 1 of '__box_handle_peek' from incompatible pointer type
 * clang: error: incompatible pointer types passing 'struct sockets \*' to parameter of type 'const struct handles \*'
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: no rule looks for it
 * sparse: warning: incorrect type in argument 1 \(different base types\)
 */
#include "../prelude.h"

#include <own/table.h>

DEFINE_OWN_TABLE(handles, (box_handle, box_ref), (parcel_handle, parcel_own));DEFINE_OWN_TABLE(sockets, (socket_handle, box_ref));

int ask(struct handles *handles, struct sockets *sockets, u32 handle)
{
#ifdef MENDED
	own_table_peek(box_handle, box, handles, handle);
#else
	own_table_peek(box_handle, box, sockets, handle);	/* ERROR */
#endif
	return own_err(box);
}
