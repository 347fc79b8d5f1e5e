// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a switch over an enumeration forgets one of its values
 * Rust: E0004
 * gcc: warning: enumeration value 'BOX_DEAD' not handled in switch
 * clang: warning: enumeration value 'BOX_DEAD' not handled in switch
 * context-analysis: silent: it is about locks and permissions
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not look at that
 *
 * A default case would silence the compilers.
 */
#include "../prelude.h"

enum box_phase { BOX_NEW, BOX_LIVE, BOX_DEAD };

int phase_error(enum box_phase phase)
{
	switch (phase) {	/* ERROR */
	case BOX_NEW:
		return -EAGAIN;
	case BOX_LIVE:
		return 0;
#ifdef MENDED
	case BOX_DEAD:
		return -EPIPE;
#endif
	}
	return -EINVAL;
}
