// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a counted reference is treated as the only owner
 * Rust: E0308
 * gcc: error: incompatible type for argument 1 of 'box_ref_share'
 * clang context-analysis: error: passing .*'struct box_ref'\)? to parameter of incompatible type 'struct box_own'
 * coccinelle: silent: this is a matter of types
 * sparse: warning: incorrect type in argument 1 \(invalid types\)
 */
#include "../prelude.h"

void publish(struct box_list *list, struct box_ref ref)
{
	own_auto(box_ref, b, ref);

#ifdef MENDED
	box_list_push(list, own_take(b));
#else
	box_list_push(list, box_ref_share(own_take(b)));	/* ERROR */
#endif
}
