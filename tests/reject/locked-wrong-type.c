// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: data is changed under the lock of something else
 * Rust: none (the data has no name under another guard)
 * gcc: error: 'struct box_settings' has no member named 'dead'
 * clang context-analysis: error: no member named 'dead' in 'struct box_settings'
 * coccinelle: silent: this is a matter of types
 * sparse: warning: no member 'dead' in struct box_settings
 */
#include "../prelude.h"

void kill(struct box *box)
{
#ifdef MENDED
	own_guard(spinlock, state, &box->state);
#else
	own_guard(mutex, state, &box->settings);
#endif

	state->dead = true;	/* ERROR */
}
