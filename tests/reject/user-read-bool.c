// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a bool is filled with a byte of user space, which may be neither 0 nor 1
 * Rust: E0277 (a bool is not FromBytes)
 * gcc clang context-analysis: error: static assertion failed.*own: this type is not good with any bytes
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: warning: static assertion failed.*own: this type is not good with any bytes
 */
#include "../prelude.h"
#include <own/user.h>

int flag_of(struct own_user_reader *from, bool *flag)
{
#ifdef MENDED
	u8 number;
	int err = own_user_read(object, from, &number);

	if (err)
		return err;
	*flag = number;
	return 0;
#else
	return own_user_read(object, from, flag);	/* ERROR */
#endif
}
