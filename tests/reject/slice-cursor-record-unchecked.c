// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a record that says its own length is used untested
 * Rust: E0308 (a Result is not the value)
 * gcc clang: error: own: the value of 'name' is used here, but on some path it is an errno
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: it looks for raw pointers and for values that are thrown away
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"
#include <own/slice.h>

void print(struct own_bytes text);

int print_names(struct own_bytes message)
{
	struct own_cursor at = own_cursor_from(message);

	while (own_cursor_left(&at)) {
		own_result(own_bytes_result, name, own_cursor_record_be16(&at));

#ifdef MENDED
		if (own_none(name))
			return own_err(name);
#endif
		print(own_value(name));	/* ERROR */
	}
	return 0;
}
