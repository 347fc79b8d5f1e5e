// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a lookup that can fail is used as a reference that cannot
 * Rust: E0308
 * gcc: error: incompatible type for argument 2 of 'box_list_push'
 * clang context-analysis: error: passing 'struct box_ref_result' to parameter of incompatible type 'struct box_ref'
 * coccinelle: silent: this is a matter of types
 * sparse: warning: incorrect type in argument 2 \(invalid types\)
 */
#include "../prelude.h"

int publish(struct box_list *list, struct box *candidate)
{
#ifdef MENDED
	own_auto(box_ref, b, box_ref_get_unless_zero(candidate));

	if (own_none(b))
		return own_err(b);
	box_list_push(list, own_take(b));
#else
	box_list_push(list, box_ref_get_unless_zero(candidate));	/* ERROR */
#endif
	return 0;
}
