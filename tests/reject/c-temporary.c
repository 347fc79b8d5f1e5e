// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the address of a temporary is kept after its block
 * Rust: E0716
 * gcc: warning: 'some.capacity' is used uninitialized
 * clang: silent: it looks at returns only
 * context-analysis: silent: it is about locks and permissions
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

size_t bytes_of(struct box *box)
{
	const struct box_settings *settings;
#ifdef MENDED
	struct box_settings some = { .capacity = box->id };

	settings = &some;
#else

	{
		struct box_settings some = { .capacity = box->id };

		settings = &some;
	}
#endif
	return settings->capacity;	/* ERROR */
}
