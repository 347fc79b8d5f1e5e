// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a kind of copy that there is none of
 * Rust: E0599 (no such method)
 * gcc: error: implicit declaration of function .__own_user_read_string.|.string. undeclared
 * clang context-analysis: error: call to undeclared function '__own_user_read_string'|use of undeclared identifier 'string'
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: warning: undefined identifier '__own_user_read_string'
 */
#include "../prelude.h"
#include <own/user.h>

int fill(struct own_user_reader *from, struct own_bytes_mut bytes)
{
	int err;

#ifdef MENDED
	err = own_user_read(slice, from, bytes);
#else
	err = own_user_read(string, from, bytes);	/* ERROR */
#endif
	return err;
}
