// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a pointer of the kernel is filled with bytes of user space
 * Rust: E0277 (a pointer is not FromBytes)
 * gcc clang context-analysis: error: static assertion failed.*own: this type is not good with any bytes
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it lacks __builtin_classify_type()
 */
#include "../prelude.h"
#include <own/user.h>

int address_of(struct own_user_reader *from, void __user **address)
{
#ifdef MENDED
	u64 number;
	int err = own_user_read(object, from, &number);

	if (err)
		return err;
	*address = u64_to_user_ptr(number);
	return 0;
#else
	return own_user_read(object, from, address);	/* ERROR */
#endif
}
