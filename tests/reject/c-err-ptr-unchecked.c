// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a pointer that may be an errno is used
 * Rust: Result unchecked
 * gcc: silent: an ERR_PTR() is a pointer like any other; result.h is not
 * clang: silent: an ERR_PTR() is a pointer like any other; result.h is not
 * context-analysis: silent: it is about locks and permissions
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 * own-check: warning: own: likely: what may be an ERR_PTR\(\) is used without IS_ERR\(\)
 */
#include "../prelude.h"

size_t name_len(const char __user *from)
{
	char *name = strndup_user(from, 64);
	size_t len;

#ifdef MENDED
	if (IS_ERR(name))
		return 0;
#endif
	len = name[0] ? strlen(name) : 0;	/* ERROR */
	kfree(name);
	return len;
}
