// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: something is installed as a kind of another table
 * Rust: E0308
 * gcc: error: passing argument 1 of '__socket_handle_install' from incompatible pointer type
 * clang: error: incompatible pointer types passing 'struct handles_place \*' to parameter of type 'struct sockets_place \*'
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: no rule looks for it
 * sparse: warning: incorrect type in argument 1 \(different base types\)
 */
#include "../prelude.h"
#include <own/table.h>

DEFINE_OWN_TABLE(handles, (box_handle, box_ref), (parcel_handle, parcel_own));
DEFINE_OWN_TABLE(sockets, (socket_handle, box_ref));

int keep(const struct handles *handles, const struct box *box)
{
	own_table_reserve(handles, place, handles);
	if (own_none(place))
		return own_err(place);
#ifdef MENDED
	own_table_install(box_handle, place, box_ref_get(box));
#else
	own_table_install(socket_handle, place, box_ref_get(box));	/* ERROR */
#endif
	return 0;
}
