// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a driver that says which version it needs
 */
#include "../prelude.h"
#include <own/version.h>

#if OWN_VERSION < OWN_VERSION_OF(0, 1, 0) || OWN_VERSION >= OWN_VERSION_OF(255, 0, 0)
#error "versions do not compare"
#endif

static_assert(OWN_VERSION_OF(0, 255, 255) < OWN_VERSION_OF(1, 0, 0));
static_assert(OWN_VERSION_OF(0, 1, 255) < OWN_VERSION_OF(0, 2, 0));

const char *version(void)
{
	return OWN_VERSION_STRING;
}
