// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct but rejected: an object has a const member, and nothing that owns
 * Rust: none
 * gcc: error: assignment of read-only location
 * clang context-analysis: error: cannot assign to lvalue with const-qualified data member
 * coccinelle sparse: silent: it is correct
 *
 * A const member is how the library knows what owns.
 */
#include "../prelude.h"

struct label {
#ifdef MENDED
	unsigned int number;
#else
	const unsigned int number;
#endif
};
DEFINE_OWN(label_own, struct label, OWN_KMALLOC);	/* ERROR */
